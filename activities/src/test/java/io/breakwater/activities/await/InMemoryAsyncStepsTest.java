package io.breakwater.activities.await;

import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class InMemoryAsyncStepsTest extends AsyncStepsContract {
  private static TestWorkflowEnvironment temporal;

  @BeforeAll
  static void open() {
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  }

  @AfterAll
  static void closeServer() {
    temporal.close();
  }

  @Override
  WorkflowClient client() {
    return temporal.getWorkflowClient();
  }
}
