package dev.lockstep.engine.world;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Lets the calling thread give way to others on the same processors, by setpriority(2). On Linux that call is about a single
 * thread if its {@code who} is 0, and needs no right to make a thread nicer. Java's own thread priorities do nothing on
 * Linux without an option that only root may use. Elsewhere nothing happens.
 */
final class Niceness {
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final int NICEST = 19;
    private static final @Nullable MethodHandle SETPRIORITY = find("setpriority", 3);
    private static final @Nullable MethodHandle GETPRIORITY = find("getpriority", 2);

    private Niceness() {}

    /** Makes the calling thread nicer than the process began, 19 at most; whether the system did. */
    static boolean beyondProcess(int more) {
        if (SETPRIORITY == null || GETPRIORITY == null) {
            return false;
        }
        try {
            // the thread whose number is the process's own is its first one: a thread inherits from whoever starts it
            int first = (int) GETPRIORITY.invokeExact(PRIO_PROCESS, (int) ProcessHandle.current().pid());
            return (int) SETPRIORITY.invokeExact(PRIO_PROCESS, CALLING_THREAD, Math.min(NICEST, first + more)) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority(2) cannot be called", e);
        }
    }

    @SuppressWarnings("restricted")
    private static @Nullable MethodHandle find(String function, int arguments) {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return null;
        }
        try {
            Linker linker = Linker.nativeLinker();
            MemoryLayout[] layouts = new MemoryLayout[arguments];
            Arrays.fill(layouts, ValueLayout.JAVA_INT);
            return linker.defaultLookup().find(function)
                    .map(address -> linker.downcallHandle(address,
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts)))
                    .orElse(null);
        } catch (UnsupportedOperationException | IllegalCallerException e) {
            LoggerFactory.getLogger(Niceness.class).info("threads cannot give way: {}", e.toString());
            return null;
        }
    }
}
