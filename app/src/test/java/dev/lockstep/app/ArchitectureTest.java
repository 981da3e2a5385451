package dev.lockstep.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

/** The borders of the window and the command line (ARCHITECTURE.md), checked. Each rule says why it is there. */
class ArchitectureTest {
    private static final String ROOT = "dev.lockstep.app.";
    private static final String ENGINE = "dev.lockstep.engine.";
    private static final JavaClasses APP = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.lockstep.app");

    @Test
    void onePlaceCrossesToTheWindowsThread() {
        noClasses().that().resideOutsideOfPackages(ROOT + "fx..", ROOT + "shots..").should()
                .callMethod(Platform.class, "runLater", Runnable.class)
                .because("whoever crosses to the window's thread elsewhere does it out of order with the recording")
                .check(APP);
    }

    @Test
    void panesDrawFromTheTrace() {
        noClasses().that()
                .resideInAnyPackage(ROOT + "topology..", ROOT + "timeline..", ROOT + "inspector..", ROOT + "packets..",
                        ROOT + "journey..", ROOT + "scenarios..", ROOT + "console..")
                .should().dependOnClassesThat(resideInAnyPackage(ENGINE + "node..", ENGINE + "channel..",
                        ENGINE + "semisync..", ENGINE + "link..", ENGINE + "log..", ENGINE + "sql.."))
                .because("what is asked of living parts can neither be paused nor wound back").check(APP);
    }

    @Test
    void controlsAndThemesKnowNothingOfTheEngine() {
        noClasses().that().resideInAnyPackage(ROOT + "control..", ROOT + "theme..").should()
                .dependOnClassesThat(resideInAnyPackage("dev.lockstep.engine.."))
                .because("they would do for another program as well").check(APP);
    }

    @Test
    void theCommandLineNeedsNoToolkit() {
        noClasses().that().resideInAPackage(ROOT + "cli..").should()
                .dependOnClassesThat(resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml.."))
                .because("most of its words run where there is no display").check(APP);
    }
}
