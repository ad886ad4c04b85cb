package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.plan.Axes.ContextAxis;
import io.breakwater.plan.Axes.DiskAxes;
import io.breakwater.plan.Axes.OwnerAxis;
import io.breakwater.plan.Axes.PendingAxis;
import io.breakwater.plan.Axes.RootAxis;
import io.breakwater.plan.Axes.VmAxis;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every state, every cut, for one disk. */
class PlannerExhaustiveTest {
  @Test
  void reachesTheGoalOrRefusesFromEveryStateOfOneDisk() {
    Explorer explorer = new Explorer(Explorer.options());
    long index = 0;
    for (DiskAxes disk : Axes.diskAxes(true, true)) {
      for (VmAxis vm : VmAxis.values()) {
        for (PendingAxis pending : PendingAxis.values()) {
          for (RootAxis root : RootAxis.values()) {
            for (OwnerAxis owner : OwnerAxis.values()) {
              for (ContextAxis context : ContextAxis.values()) {
                Combination state =
                    new Combination(List.of(disk), vm, pending, root, owner, context);
                if (state.canExist()) {
                  explorer.explore(Worlds.of(state), index++, Explorer.Cuts.ALL);
                }
              }
            }
          }
        }
      }
    }
    System.out.println(explorer.coverage);
    assertThat(explorer.findings.isEmpty()).as(explorer.findings.report()).isTrue();
  }
}
