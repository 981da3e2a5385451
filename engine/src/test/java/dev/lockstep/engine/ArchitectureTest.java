package dev.lockstep.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The borders of the engine (style.md 4), checked. Each rule says why it is there. */
class ArchitectureTest {
    private static final String ROOT = "dev.lockstep.engine.";
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.lockstep.engine");

    @Test
    void packagesImportDownwardsOnly() {
        layeredArchitecture().consideringOnlyDependenciesInLayers().layer("bytes").definedBy(ROOT + "bytes..")
                .layer("codecs")
                .definedBy(ROOT + "wire..", ROOT + "binlog..").layer("trace").definedBy(ROOT + "trace..").layer("world")
                .definedBy(ROOT + "world..").layer("parts")
                .definedBy(ROOT + "link..", ROOT + "log..", ROOT + "sql..", ROOT + "profile..", ROOT + "semisync..",
                        ROOT + "filter..")
                .layer("channel").definedBy(ROOT + "channel..").layer("node").definedBy(ROOT + "node..").layer("lab")
                .definedBy(ROOT + "lab..").whereLayer("lab").mayNotBeAccessedByAnyLayer().whereLayer("node")
                .mayOnlyBeAccessedByLayers("lab").whereLayer("channel").mayOnlyBeAccessedByLayers("node", "lab")
                .whereLayer("parts").mayOnlyBeAccessedByLayers("channel", "node", "lab").whereLayer("world")
                .mayOnlyBeAccessedByLayers("parts", "channel", "node", "lab").whereLayer("trace")
                .mayOnlyBeAccessedByLayers("world", "parts", "channel", "node", "lab").whereLayer("codecs")
                .mayOnlyBeAccessedByLayers("trace", "world", "parts", "channel", "node", "lab")
                .because(
                        "an engine whose lower parts know nothing of the upper ones can be tested and re-used part by part")
                .check(ENGINE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.lockstep.engine.(*)..").should().beFreeOfCycles()
                .because("a cycle makes two packages one").check(ENGINE);
    }

    @Test
    void engineKnowsNoWindow() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..", "dev.lockstep.app..")
                .because("the engine is a library that runs a whole lab without a window").check(ENGINE);
    }

    @Test
    void codecsDoNoInputOutput() {
        noClasses().that().resideInAnyPackage(ROOT + "bytes..", ROOT + "wire..", ROOT + "binlog..").should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..", "java.sql..")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.lang.Thread")
                .because("bytes in, values out: only so can they be fuzzed and simulated").check(ENGINE);
    }

    @Test
    void onlyTheWorldTouchesTimeThreadsLocksAndSockets() {
        noClasses().that().resideOutsideOfPackage(ROOT + "world..").should().callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis").orShould().callMethod(Thread.class, "sleep", long.class)
                .orShould().callMethod(Thread.class, "start").orShould().dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent.locks..", "java.nio.channels..", "java.net.http..").orShould()
                .dependOnClassesThat().haveFullyQualifiedName("java.net.Socket").orShould().dependOnClassesThat()
                .haveFullyQualifiedName("java.net.ServerSocket").orShould().dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random").orShould().dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom").orShould().dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.Executors")
                .because("the same engine will run in virtual time: everything goes through the world").check(ENGINE);
    }

    @Test
    void semiSyncStandsAlone() {
        noClasses().that().resideInAPackage(ROOT + "semisync..").should().dependOnClassesThat()
                .resideInAnyPackage(ROOT + "channel..", ROOT + "node..", ROOT + "lab..")
                .because("the state machines of semi-sync are tested without a server around them").check(ENGINE);
    }

    @Test
    void onlyStoreAndLabSpeakJdbc() {
        noClasses().that().resideOutsideOfPackages(ROOT + "sql..", ROOT + "lab..").should().dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.h2..", "com.mysql..")
                .because("the table store is the only user of H2, and the lab the only client").check(ENGINE);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        classes().that().resideInAPackage("dev.lockstep.engine..").should(
                new com.tngtech.archunit.lang.ArchCondition<>("have a package-info") {
                    @Override
                    public void check(com.tngtech.archunit.core.domain.JavaClass item,
                            com.tngtech.archunit.lang.ConditionEvents events) {
                        boolean there = item.getPackage().tryGetPackageInfo().isPresent();
                        if (!there) {
                            events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(item,
                                    item.getPackageName() + " has no package-info"));
                        }
                    }
                }).because("a reader finds there what the package is for and what it must not know").check(ENGINE);
    }
}
