package io.breakwater.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.plan.Step;
import io.breakwater.step.ApplianceSteps;
import io.breakwater.step.CloudStackSteps;
import io.breakwater.step.InventorySteps;
import io.breakwater.step.ReplicationSteps;
import io.breakwater.step.SourceSteps;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.step.VolumeDaemonSteps;
import io.temporal.activity.ActivityMethod;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The runner calls a step's activity by the step's type: nothing but this test checks the names.
 */
class StepActivitiesTest {
  private static final List<Class<?>> INTERFACES =
      List.of(
          InventorySteps.class,
          CloudStackSteps.class,
          VolumeDaemonSteps.class,
          ApplianceSteps.class,
          SourceSteps.class,
          ReplicationSteps.class);

  @Test
  void haveOneActivityForEveryStepAndNoOthers() {
    assertThat(methods().map(m -> m.getAnnotation(ActivityMethod.class).name()))
        .containsExactlyInAnyOrderElementsOf(Samples.everyStep().stream().map(Step::type).toList());
  }

  @Test
  void takeACallAndGiveAResult() {
    assertThat(methods())
        .allSatisfy(m -> assertThat(m.getParameterTypes()).containsExactly(StepCall.class))
        .allSatisfy(m -> assertThat(m.getReturnType()).isEqualTo(StepResult.class));
  }

  private static Stream<Method> methods() {
    return INTERFACES.stream().flatMap(type -> Arrays.stream(type.getMethods()));
  }
}
