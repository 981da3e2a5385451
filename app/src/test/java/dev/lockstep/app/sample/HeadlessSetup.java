package dev.lockstep.app.sample;

import com.sun.glass.ui.headless.HeadlessPlus;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Runs once per test JVM before any toolkit starts: puts the refined headless platform in place. */
public final class HeadlessSetup implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        HeadlessPlus.install();
    }
}
