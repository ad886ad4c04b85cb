package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.injector.InjectorCommand;
import io.breakwater.simulator.site.ProtectedContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, the native API tells it without words of our insides. */
class PlainWordsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String OPERATIONS = "/api/v2/operations";

  private static TroubleWorld world;
  private static Rest rest;

  @BeforeAll
  static void start() {
    world = TroubleWorld.start("plain-words", Map.of("BREAKWATER_PATIENCE", "PT2S"));
    rest = Rest.of(world.world().startGateway(), world.world().gatewayAccess().admin());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void breaksNothing() {
    world.calm();
    world.judge().assertNoViolation();
  }

  @Test
  void ofAnOperationThatHoldsAndIsGivenUp() {
    ProtectedContext vm = world.windowsVm("words-held", 2);
    world.cloud().faults().add(failing("startVirtualMachine"));
    String id = start("TEST_FAILOVER", vm, "HOLD");

    awaitState(id, "AWAITING_OPERATOR");
    assertPlain(told(id, vm));

    decide(id, "GIVE_UP");
    awaitState(id, "CLEANUP_REQUIRED");
    assertPlain(told(id, vm));
  }

  @Test
  void ofAnOperationThatCloudStackFails() {
    ProtectedContext vm = world.windowsVm("words-snapshot", 2);
    world.cloud().faults().add(failing("createSnapshot"));

    assertPlain(rolledBack(vm));
  }

  @Test
  void ofDriversThatCannotBeInjected() {
    ProtectedContext vm = world.windowsVm("words-drivers", 1);
    InjectorCommand.behave(world.site().links().pathOf(vm.osVolumeId()), "fail");

    assertPlain(rolledBack(vm));
  }

  @Test
  void ofAnOperationThatIsRefused() {
    ProtectedContext vm = world.windowsVm("words-refused", 1);
    String test = start("TEST_FAILOVER", vm, "ROLL_BACK");
    awaitState(test, "SUCCEEDED");
    String id = start("LIVE_FAILOVER", vm, "HOLD");

    awaitState(id, "REFUSED");
    assertPlain(told(id, vm));
  }

  @Test
  void ofRequestsThatAreRefused() {
    ProtectedContext vm = world.windowsVm("words-bad", 1);
    String unknown = UUID.randomUUID().toString();

    assertPlain(
        List.of(
            rest.get(OPERATIONS + "/" + unknown),
            rest.get("/api/v2/vms/" + unknown),
            rest.get("/api/v2/batches/" + unknown),
            rest.get("/api/v2/nothing"),
            rest.get(OPERATIONS + "?kind=WALK&state=9&limit=x"),
            rest.post(OPERATIONS, Map.of()),
            rest.post(OPERATIONS, Map.of("kind", 5, "vmName", List.of("a"), "only", 7)),
            rest.post(OPERATIONS, Map.of("kind", "TEST_FAILOVER", "vmName", "nobody")),
            rest.post(
                OPERATIONS, Map.of("kind", "COMMIT", "contextId", vm.contextId(), "dryRun", true)),
            rest.post("/api/v2/plans", Map.of("kind", "ROLLBACK", "contextId", vm.contextId())),
            rest.post("/api/v2/batches", Map.of("kind", "CLEANUP", "vms", List.of("nobody")))));
  }

  @Test
  void ofSystemsThatDoNotAnswer() {
    ProtectedContext vm = world.windowsVm("words-away", 1);
    world.cloud().faults().add(Fault.on("createSnapshot", FaultKind.CONNECTION_RESET).always());
    String id = start("TEST_FAILOVER", vm, "ROLL_BACK");
    await(
        "a second try of a step",
        () -> rest.get(OPERATIONS + "/" + id).toString().contains("\"attempt\":2"));

    assertPlain(
        List.of(rest.get(OPERATIONS + "/" + id), rest.get(OPERATIONS + "/" + id + "/history")));

    world.calm();
    awaitState(id, "SUCCEEDED");
    assertPlain(told(id, vm));
  }

  private static List<JsonNode> rolledBack(ProtectedContext vm) {
    String id = start("TEST_FAILOVER", vm, "ROLL_BACK");
    awaitState(id, "ROLLED_BACK");
    return told(id, vm);
  }

  private static Fault failing(String command) {
    return Fault.on(command, FaultKind.JOB_FAILURE)
        .saying(535, "Maximum number of resources of the account is reached")
        .always();
  }

  private static String start(String kind, ProtectedContext vm, String onFailure) {
    Map<String, String> request =
        Map.of("kind", kind, "contextId", vm.contextId(), "onFailure", onFailure);
    return rest.post(OPERATIONS, request).path("id").asText();
  }

  private static JsonNode decide(String id, String decision) {
    return rest.post(
        OPERATIONS + "/" + id + "/decisions", Map.of("decision", decision, "reason", "enough"));
  }

  /** Everything about the operation and its VM, and what is refused now. */
  private static List<JsonNode> told(String id, ProtectedContext vm) {
    String context = Rest.encoded(vm.contextId());
    List<JsonNode> answers = new ArrayList<>();
    for (String path :
        List.of(
            OPERATIONS + "/" + id,
            OPERATIONS + "/" + id + "/history",
            OPERATIONS + "?vm=" + context,
            "/api/v2/vms/" + context,
            "/api/v2/vms?q=" + Rest.encoded(vm.vmName()),
            "/api/v2/vms/" + context + "/readiness",
            "/api/v2/vms/" + context + "/readiness?kind=LIVE_FAILOVER")) {
      answers.add(rest.get(path));
    }
    for (String kind : List.of("TEST_FAILOVER", "CLEANUP", "ROLLBACK", "RECOVERY", "COMMIT")) {
      answers.add(rest.post("/api/v2/plans", Map.of("kind", kind, "contextId", vm.contextId())));
    }
    answers.add(decide(id, "SKIP"));
    return answers;
  }

  private static void assertPlain(List<JsonNode> answers) {
    Told told = Told.in(answers);
    assertThat(told.texts()).hasSizeGreaterThan(10);
    assertThat(told.inner()).isEmpty();
  }

  private static void awaitState(String id, String state) {
    await(
        id + " to be " + state,
        () -> rest.get(OPERATIONS + "/" + id).path("state").asText().equals(state));
  }

  private static void await(String what, Callable<Boolean> done) {
    Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(done);
  }
}
