package dev.lockstep.engine.world;

import dev.lockstep.engine.trace.Activity;
import dev.lockstep.engine.trace.TraceEvent.HookSteered;
import dev.lockstep.engine.trace.TraceEvent.HookSteered.Steering;
import dev.lockstep.engine.trace.TraceEvent.ThreadHeld;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Gates that park the threads which come to them. */
final class LiveGates implements Gates {
    private record Place(String owner, String hook) {}

    private static final class Gate {
        final Steering steering;
        final long nanos;
        final Set<LiveThread> waiting = ConcurrentHashMap.newKeySet();
        volatile boolean open;

        Gate(Steering steering, long nanos) {
            this.steering = steering;
            this.nanos = nanos;
        }

        void open() {
            open = true;
            waiting.forEach(LiveThread::unpark);
        }
    }

    private final LiveWorld world;
    private final Map<Place, Gate> gates = new ConcurrentHashMap<>();

    LiveGates(LiveWorld world) {
        this.world = world;
    }

    @Override
    public void pass(String owner, String hook) {
        if (gates.isEmpty()) {
            return;
        }
        Gate gate = gates.get(new Place(owner, hook));
        if (gate != null) {
            stand(gate, owner, hook);
        }
    }

    @Override
    public boolean steered(String owner, String hook) {
        return gates.containsKey(new Place(owner, hook));
    }

    private void stand(Gate gate, String owner, String hook) {
        LiveThread thread = world.threads().current();
        gate.waiting.add(thread);
        tell(thread, owner, hook, true);
        thread.begin(Activity.SLEEPING);
        long deadline = world.clock().nanos() + gate.nanos;
        try {
            for (long left = gate.nanos; left > 0 && !gate.open; left = deadline - world.clock().nanos()) {
                LockSupport.parkNanos(this, left);
                world.checkAlive();
            }
        } finally {
            gate.waiting.remove(thread);
        }
        thread.end(Activity.SLEEPING);
        tell(thread, owner, hook, false);
    }

    private void tell(LiveThread thread, String owner, String hook, boolean held) {
        world.trace().emit(new ThreadHeld(world.clock().nanos(), world.node(), owner, hook, thread.id(), held));
    }

    @Override
    public void hold(String owner, String hook, long atMostNanos) {
        if (atMostNanos <= 0 || atMostNanos > MAX_HOLD_NANOS) {
            throw new IllegalArgumentException("a hold of " + atMostNanos + " ns; at most " + MAX_HOLD_NANOS);
        }
        steer(owner, hook, new Gate(Steering.HELD, atMostNanos));
    }

    @Override
    public void delay(String owner, String hook, long nanos) {
        if (nanos <= 0 || nanos > MAX_HOLD_NANOS) {
            throw new IllegalArgumentException("a delay of " + nanos + " ns; at most " + MAX_HOLD_NANOS);
        }
        steer(owner, hook, new Gate(Steering.DELAYED, nanos));
    }

    private void steer(String owner, String hook, Gate gate) {
        Gate before = gates.put(new Place(owner, hook), gate);
        if (before != null) {
            before.open();
        }
        tell(owner, hook, gate.steering, gate.nanos);
    }

    private void tell(String owner, String hook, Steering steering, long nanos) {
        world.trace().emit(new HookSteered(world.clock().nanos(), world.node(), owner, hook, steering, nanos));
    }

    @Override
    public void release(String owner, String hook) {
        Gate before = gates.remove(new Place(owner, hook));
        if (before != null) {
            tell(owner, hook, Steering.FREE, 0);
            before.open();
        }
    }

    @Override
    public boolean held(String owner, String hook) {
        Gate gate = gates.get(new Place(owner, hook));
        return gate != null && !gate.waiting.isEmpty();
    }
}
