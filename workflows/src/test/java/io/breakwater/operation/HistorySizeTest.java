package io.breakwater.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.Flows.Flow;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistorySizeTest {
  @RegisterExtension final OperationServer server = new OperationServer();

  @ParameterizedTest
  @MethodSource("io.breakwater.operation.Flows#all")
  void staysBelowTwoHundredEventsAndHalfOfThatForEachFurtherPlan(Flow flow) {
    WorkflowStub workflow = flow.run(server);

    int events = server.history(workflow).getEvents().size();
    int further = Math.max(0, server.fake().planRequests().size() - 1);

    System.out.println(flow.name() + ": " + events + " events"); // read by people
    assertThat(events).isLessThanOrEqualTo(200 + further * 100);
  }
}
