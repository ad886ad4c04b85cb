package io.breakwater.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.breakwater.operation.Submit.SubmitRequest;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Step;
import io.breakwater.plan.StepName;
import io.breakwater.plan.StepQueue;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.vm.OperationId;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies in histories and what people type, by the converter that every worker has. */
class JsonCompatibilityTest {
  private static final DataConverter JSON = OperationJson.dataConverter();

  @Test
  void readsTheSubmissionThatTheReadmeShows() {
    SubmitRequest request =
        read(
            "{\"operation\":\"TEST_FAILOVER\",\"vm\":\"PhilB Test machine\"}", SubmitRequest.class);

    assertThat(request.operation()).isEqualTo(OperationKind.TEST_FAILOVER);
    assertThat(request.vm()).isEqualTo("PhilB Test machine");
    assertThat(request.toRequest(Observations.VM)).isEqualTo(OperationRequest.of(Observations.VM));
  }

  @Test
  void readsARequestThatNamesOnlyTheVm() {
    OperationRequest request =
        read("{\"contextId\":\"" + Observations.VM + "\"}", OperationRequest.class);

    assertThat(request).isEqualTo(OperationRequest.of(Observations.VM));
  }

  @Test
  void takesARequestWithoutPriorityForAUsualOne() {
    Begin begun = read("{\"consents\":[]}", Begin.class);
    OperationRequest urgent = read("{\"contextId\":\"c\",\"priority\":12}", OperationRequest.class);

    assertThat(begun.priority()).isEqualTo(5);
    assertThat(OperationRequest.of(Observations.VM).priority()).isEqualTo(5);
    assertThat(urgent.priority()).isEqualTo(9);
  }

  @Test
  void readsNetworkMappingsAsPlainText() {
    SubmitRequest request =
        read("{\"vm\":\"x\",\"networkMappings\":{\"VLAN 253\":\"net-7\"}}", SubmitRequest.class);

    assertThat(request.options().networkMappings().get("VLAN 253").value()).isEqualTo("net-7");
  }

  @Test
  void ignoresFieldsOfALaterVersion() {
    assertThat(read("{\"vm\":\"x\",\"moonPhase\":\"full\"}", SubmitRequest.class).vm())
        .isEqualTo("x");
    assertThat(read("{\"type\":\"HoldReplication\",\"howFirmly\":\"very\"}", Step.class))
        .isEqualTo(new Step.HoldReplication());
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void keepsEveryStepAsItIs(Step step) {
    Payload payload = JSON.toPayload(step).orElseThrow();

    assertThat(JSON.fromPayload(payload, Step.class, Step.class)).isEqualTo(step);
    assertThat(payload.getData().toStringUtf8()).contains("\"type\":\"" + step.type() + "\"");
  }

  @Test
  void knowsASampleOfEveryStep() {
    assertThat(everyStep().stream().<Class<?>>map(Step::getClass))
        .containsExactlyInAnyOrder(Step.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void keepsAStepWithinItsCall(Step action) {
    PlannedStep step =
        new PlannedStep(
            "id",
            StepName.VALIDATION,
            "title",
            StepQueue.DAEMON,
            action,
            List.of("a", "b"),
            Duration.ofSeconds(90));
    StepCall call =
        new StepCall(
            new OperationRef(new OperationId("operation-1"), Observations.VM, "pgtest1", 7, 3),
            step);

    assertThat(roundTrip(call, StepCall.class)).isEqualTo(call);
  }

  @Test
  void keepsPlansWaitsAndRefusalsApart() {
    Plan plan = Plans.withWarning(Plans.to(Goal.READY, Plans.hold()), "mind the gap");

    assertThat(roundTrip(plan, PlanOutcome.class)).isEqualTo(plan);
    assertThat(roundTrip(Plans.waitFor("job-1"), PlanOutcome.class))
        .isEqualTo(Plans.waitFor("job-1"));
    assertThat(roundTrip(Plans.refusal("NO", true), PlanOutcome.class))
        .isEqualTo(Plans.refusal("NO", true));
  }

  @Test
  void keepsWhatWasObserved() {
    Planned planned =
        new Planned(
            Plans.to(Goal.READY), Observations.failedOver(3, new OperationId("operation-1")));

    assertThat(roundTrip(planned, Planned.class)).isEqualTo(planned);
  }

  @Test
  void doesNotReadAStepOfAKindItDoesNotKnow() {
    assertThatThrownBy(() -> read("{\"type\":\"PaintMachine\"}", Step.class))
        .isInstanceOf(DataConverterException.class)
        .hasMessageContaining("PaintMachine");
  }

  static List<Step> everyStep() {
    return Samples.everyStep();
  }

  private static <T> T roundTrip(T value, Class<T> type) {
    return JSON.fromPayload(JSON.toPayload(value).orElseThrow(), type, type);
  }

  private static <T> T read(String json, Class<T> type) {
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(json))
            .build();
    return JSON.fromPayload(payload, type, type);
  }
}
