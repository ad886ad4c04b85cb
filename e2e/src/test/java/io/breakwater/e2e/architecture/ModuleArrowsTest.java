package io.breakwater.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between modules, over the classes of all of them. */
class ModuleArrowsTest {
  private static final String[] WORKFLOWS = {
    "io.breakwater.vm..",
    "io.breakwater.observation..",
    "io.breakwater.plan..",
    "io.breakwater.step..",
    "io.breakwater.operation.."
  };
  private static final String SETTINGS = "io.breakwater.settings..";
  private static final String CONNECTION = "io.breakwater.connection..";
  private static final String INVENTORY = "io.breakwater.inventory..";
  private static final String ACTIVITIES = "io.breakwater.activities..";
  private static final String WORKER = "io.breakwater.worker..";
  private static final String GATEWAY = "io.breakwater.gateway..";
  private static final String SIMULATOR = "io.breakwater.simulator..";
  private static final String E2E = "io.breakwater.e2e..";

  private static final JavaClasses BREAKWATER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.breakwater");

  @Test
  void pointOneWay() {
    modules()
        .whereLayer("settings")
        .mayNotAccessAnyLayer()
        .whereLayer("workflows")
        .mayNotAccessAnyLayer()
        .whereLayer("connection")
        .mayOnlyAccessLayers("workflows", "settings")
        .whereLayer("inventory")
        .mayOnlyAccessLayers("workflows")
        .whereLayer("activities")
        .mayOnlyAccessLayers("inventory", "workflows")
        .whereLayer("worker")
        .mayOnlyAccessLayers("activities", "inventory", "workflows", "settings", "connection")
        .whereLayer("api-gateway")
        .mayOnlyAccessLayers("inventory", "workflows", "settings", "connection")
        .whereLayer("simulator")
        .mayNotAccessAnyLayer()
        .whereLayer("e2e")
        .mayNotBeAccessedByAnyLayer()
        .ensureAllClassesAreContainedInArchitecture()
        .check(BREAKWATER);
  }

  private static LayeredArchitecture modules() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.breakwater..")
        .layer("settings")
        .definedBy(SETTINGS)
        .layer("workflows")
        .definedBy(WORKFLOWS)
        .layer("connection")
        .definedBy(CONNECTION)
        .layer("inventory")
        .definedBy(INVENTORY)
        .layer("activities")
        .definedBy(ACTIVITIES)
        .layer("worker")
        .definedBy(WORKER)
        .layer("api-gateway")
        .definedBy(GATEWAY)
        .layer("simulator")
        .definedBy(SIMULATOR)
        .layer("e2e")
        .definedBy(E2E);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operation",
        "connection",
        "inventory",
        "activities",
        "worker",
        "gateway",
        "simulator",
        "e2e"
      })
  void areCheckedOverTheClassesOfEveryModule(String feature) {
    assertThat(BREAKWATER.stream().map(JavaClass::getPackageName))
        .anyMatch(name -> name.startsWith("io.breakwater." + feature));
  }

  @Test
  void leaveNoRoomForPackagesThatMeanNothing() {
    Set<String> vague = Set.of("util", "utils", "common", "manager", "managers", "impl", "helper");

    assertThat(BREAKWATER.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .noneMatch(name -> List.of(name.split("\\.")).stream().anyMatch(vague::contains));
  }

  @Test
  void keepTemporalAndDatabaseOutOfTheSimulator() {
    noClasses()
        .that()
        .resideInAPackage(SIMULATOR)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.temporal..", "org.jclouds..", "org.jdbi..")
        .because("it must not agree with our mistakes, nor with those of our libraries")
        .check(BREAKWATER);
  }

  @Test
  void keepCloudStackAndDaemonOutOfTheGateway() {
    noClasses()
        .that()
        .resideInAPackage(GATEWAY)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jclouds..", "okhttp3..")
        .because("it talks to Temporal and the database only")
        .check(BREAKWATER);
  }

  @Test
  void keepSqlOutOfWorkerAndActivities() {
    noClasses()
        .that()
        .resideInAnyPackage(WORKER, ACTIVITIES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "java.sql..", "org.flywaydb..")
        .because("they reach the database through the inventory")
        .check(BREAKWATER);
  }
}
