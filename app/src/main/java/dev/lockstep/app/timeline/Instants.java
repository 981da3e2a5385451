package dev.lockstep.app.timeline;

import java.util.Arrays;

/** Moments of one kind in time order, each with a number. FX thread only. */
final class Instants {
    private long[] nanos = new long[16];
    private int[] numbers = new int[16];
    private int size;

    void add(long atNanos, int number) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        nanos[size] = atNanos;
        numbers[size] = number;
        size++;
    }

    long nanos(int index) {
        return nanos[index];
    }

    int number(int index) {
        return numbers[index];
    }

    /** How many there are before an instant. */
    int countBefore(long atNanos) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nanos[middle] < atNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int count(long fromNanos, long toNanos) {
        return Math.max(0, countBefore(toNanos) - countBefore(fromNanos));
    }

    void dropBefore(long atNanos) {
        int first = countBefore(atNanos);
        if (first < 1024 || first < size / 2) {
            return;
        }
        int left = size - first;
        nanos = Arrays.copyOfRange(nanos, first, first + Math.max(16, left));
        numbers = Arrays.copyOfRange(numbers, first, first + Math.max(16, left));
        size = left;
    }
}
