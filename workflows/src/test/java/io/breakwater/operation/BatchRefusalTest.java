package io.breakwater.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.Batch.BatchRequest;
import io.breakwater.operation.Batch.BatchResult;
import io.breakwater.operation.Batch.VmResult;
import io.breakwater.vm.ContextStatus;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BatchRefusalTest {
  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void startsNothingWhenANameIsUnknownAmbiguousOrTwice() {
    server
        .fake()
        .knows(
            Fleet.vm(1),
            Fleet.vm("twin", "vcenter-1", ContextStatus.ready_for_failover),
            Fleet.vm("twin", "vcenter-2", ContextStatus.ready_for_failover));

    String refusal = refusal(Fleet.vms(null, "web1", "nobody", "twin", "ctx-web1"));

    assertThat(refusal)
        .startsWith("nothing was started")
        .contains("no VM is named \"nobody\"", "2 VMs are named \"twin\"", "web1 (ctx-web1)");
    assertThat(server.fake().log()).isEmpty();
  }

  static Stream<Arguments> senselessRequests() {
    List<String> vm = List.of("web1");
    VmFilter ready = new VmFilter(ContextStatus.ready_for_failover, null, null);
    return Stream.of(
        Arguments.of(Map.of("vms", vm), "\"operation\" is missing"),
        Arguments.of(Map.of("operation", "CLEANUP"), "0 of vms, filter and groups"),
        Arguments.of(
            Map.of("operation", "CLEANUP", "vms", vm, "filter", ready),
            "2 of vms, filter and groups"),
        Arguments.of(
            Map.of("operation", "CLEANUP", "filter", Map.of("nameContains", " ")),
            "would mean every VM"),
        Arguments.of(Map.of("operation", "CLEANUP", "vms", vm, "concurrency", 0), "is 0"),
        Arguments.of(Map.of("operation", "CLEANUP", "vms", vm, "concurrency", 101), "is 101"),
        Arguments.of(Map.of("operation", "CLEANUP", "vms", List.of()), "no VM is meant"),
        Arguments.of(Map.of("operation", "CLEANUP", "vms", List.of(" ")), "no VM is named"),
        Arguments.of(Map.of("operation", "CLEANUP", "vms", Fleet.names(201)), "201 VMs"),
        Arguments.of(
            Map.of("operation", "LIVE_FAILOVER", "vms", vm, "options", Map.of("unplanned", true)),
            "give the reason"),
        Arguments.of(
            Map.of(
                "operation", "TEST_FAILOVER", "vms", vm, "options", Map.of("testDuration", "soon")),
            "not a number of hours"));
  }

  @ParameterizedTest
  @MethodSource("senselessRequests")
  void saysWhatIsWrongWithTheRequest(Map<String, Object> request, String expected) {
    server.fake().knows(Fleet.vm(1));

    ApplicationFailure failure =
        server.applicationFailure(server.start("Batch", Queues.batchId("1"), request));

    assertThat(failure.getType()).isEqualTo("Refused");
    assertThat(failure.getOriginalMessage()).contains(expected);
    assertThat(server.fake().log()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "ready_for_failover, -, -, web1 web2 db1",
        "-, vcenter-2, -, db1 db2",
        "-, -, WEB, web1 web2",
        "ready_for_failover, vcenter-2, db, db1",
      })
  void findsTheVmsThatTheFilterMeans(
      ContextStatus status, String vcenter, String name, String expected) {
    server
        .fake()
        .knows(
            Fleet.vm(1),
            Fleet.vm(2),
            Fleet.vm("db1", "vcenter-2", ContextStatus.ready_for_failover),
            Fleet.vm("db2", "vcenter-2", ContextStatus.failed_over_test));

    BatchRequest request = Fleet.filter(new VmFilter(status, vcenter, name));
    BatchResult result = server.result(Fleet.start(server, request), BatchResult.class);

    assertThat(result.perVm()).extracting(VmResult::vm).containsExactly(expected.split(" "));
  }

  @Test
  void refusesAFilterThatMeansNobody() {
    assertThat(refusal(Fleet.filter(new VmFilter(null, null, "web")))).contains("no VM is meant");
  }

  private String refusal(BatchRequest request) {
    ApplicationFailure failure = server.applicationFailure(Fleet.start(server, request));
    assertThat(failure.getType()).isEqualTo("Refused");
    return failure.getOriginalMessage();
  }
}
