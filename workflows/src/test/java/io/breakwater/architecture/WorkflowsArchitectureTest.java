package io.breakwater.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What keeps workflows replayable and the planner pure. Java has no sandbox for workflow code, so
 * these rules stand in for one.
 */
class WorkflowsArchitectureTest {
  private static final String VM = "io.breakwater.vm..";
  private static final String OBSERVATION = "io.breakwater.observation..";
  private static final String PLAN = "io.breakwater.plan..";
  private static final String STEP = "io.breakwater.step..";
  private static final String OPERATION = "io.breakwater.operation..";

  private static final JavaClasses WORKFLOWS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "io.breakwater.vm",
              "io.breakwater.observation",
              "io.breakwater.plan",
              "io.breakwater.step",
              "io.breakwater.operation");

  @Test
  void plannerKnowsNoTemporal() {
    noClasses()
        .that()
        .resideInAnyPackage(VM, OBSERVATION, PLAN)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.temporal..")
        .because("it is a pure function, tested over every reachable state")
        .check(WORKFLOWS);
  }

  @Test
  void idsStandOnNothingOfOurs() {
    onlyOursIn(VM, VM);
  }

  @Test
  void observationsAreMadeOfIds() {
    onlyOursIn(OBSERVATION, OBSERVATION, VM);
  }

  @Test
  void plansAreMadeFromObservations() {
    onlyOursIn(PLAN, PLAN, OBSERVATION, VM);
  }

  @Test
  void theModuleStandsOnNoOtherModule() {
    onlyOursIn("io.breakwater..", OPERATION, STEP, PLAN, OBSERVATION, VM);
  }

  @Test
  void nothingDoesInputOrOutput() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.io..",
                "java.net..",
                "java.nio..",
                "java.sql..",
                "javax.sql..",
                "okhttp3..",
                "org.jdbi..",
                "org.jclouds..",
                "io.grpc.."))
        .because("everything outside is reached through activities")
        .check(WORKFLOWS);
  }

  @Test
  void nothingReadsTheClockOfTheMachine() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .because("a replay would see another time: use Workflow.currentTimeMillis")
        .check(WORKFLOWS);
  }

  @Test
  void nothingIsLeftToChance() {
    noClasses()
        .should()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .because("a replay would draw other numbers: use Workflow.newRandom or randomUUID")
        .check(WORKFLOWS);
  }

  @Test
  void nothingStartsThreadsOrLocks() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.util.concurrent..")
                .or(assignableTo(Thread.class))
                .or(assignableTo(Timer.class)))
        .because("workflow code runs on Temporal's own threads, one at a time")
        .check(WORKFLOWS);
    methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED).check(WORKFLOWS);
  }

  @Test
  void nothingReadsTheEnvironment() {
    noClasses()
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class, String.class)
        .because("what another worker's environment says must not change a replay")
        .check(WORKFLOWS);
  }

  @Test
  void nothingKeepsStateBetweenOperations() {
    fields().that().areStatic().should().beFinal().check(WORKFLOWS);
    noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(assignableTo(AbstractCollection.class))
        .orShould()
        .haveRawType(assignableTo(AbstractMap.class))
        .orShould()
        .haveRawType(assignableTo(StringBuilder.class))
        .because("a cached workflow and its replay would see different values")
        .check(WORKFLOWS);
  }

  private static void onlyOursIn(String layer, String... allowed) {
    classes()
        .that()
        .resideInAPackage(layer)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(not(resideInAPackage("io.breakwater.."))))
        .check(WORKFLOWS);
  }
}
