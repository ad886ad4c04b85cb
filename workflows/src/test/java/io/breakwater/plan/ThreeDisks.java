package io.breakwater.plan;

import io.breakwater.plan.Axes.ContextAxis;
import io.breakwater.plan.Axes.DiskAxes;
import io.breakwater.plan.Axes.MappingAxis;
import io.breakwater.plan.Axes.OwnerAxis;
import io.breakwater.plan.Axes.PendingAxis;
import io.breakwater.plan.Axes.PlaceAxis;
import io.breakwater.plan.Axes.RootAxis;
import io.breakwater.plan.Axes.SnapshotAxis;
import io.breakwater.plan.Axes.VmAxis;
import io.breakwater.plan.Axes.WriteAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Three disks: every pair of values of two axes that can stand together. */
final class ThreeDisks {
  private static final List<PlaceAxis> PLACES = List.of(PlaceAxis.values());
  private static final List<MappingAxis> MAPPINGS = List.of(MappingAxis.values());
  private static final List<SnapshotAxis> SNAPSHOTS = List.of(SnapshotAxis.values());
  private static final List<WriteAxis> WRITES = List.of(WriteAxis.values());
  private static final List<VmAxis> VMS = List.of(VmAxis.values());
  private static final List<PendingAxis> PENDING = List.of(PendingAxis.values());
  private static final List<RootAxis> ROOTS = List.of(RootAxis.values());
  private static final List<OwnerAxis> OWNERS = List.of(OwnerAxis.values());
  private static final List<ContextAxis> CONTEXTS = List.of(ContextAxis.values());
  private static final List<List<?>> OF_A_DISK = List.of(PLACES, MAPPINGS, SNAPSHOTS, WRITES);
  private static final List<List<?>> OF_THE_VM = List.of(VMS, PENDING, ROOTS, OWNERS, CONTEXTS);
  private static final int REST = 3 * OF_A_DISK.size();

  private ThreeDisks() {}

  /**
   * Visits the states.
   *
   * @param refusable whether states with a disk that has no way home are in; they hide what the
   *     other disks would need
   */
  static void visit(boolean refusable, Consumer<Combination> visit) {
    Predicate<int[]> canExist =
        row -> {
          Combination state = combination(row);
          return fits(state) && (refusable || hasAWayHome(state));
        };
    Pairwise.rows(sizes(), canExist, 7).forEach(row -> visit.accept(combination(row)));
  }

  private static int[] sizes() {
    List<List<?>> axes = new ArrayList<>();
    for (int disk = 0; disk < 3; disk++) {
      axes.addAll(OF_A_DISK);
    }
    axes.addAll(OF_THE_VM);
    return axes.stream().mapToInt(List::size).toArray();
  }

  private static boolean fits(Combination state) {
    for (int i = 0; i < state.disks().size(); i++) {
      if (!Axes.canExist(state.disks().get(i), i == 0)) {
        return false;
      }
    }
    return state.canExist();
  }

  private static boolean hasAWayHome(Combination state) {
    ModelWorld world = Worlds.of(state.with(PendingAxis.NO, ContextAxis.READY));
    return Expectations.mustPlan(world, Goal.READY);
  }

  private static Combination combination(int[] row) {
    List<DiskAxes> disks = new ArrayList<>();
    for (int i = 0; i < REST; i += OF_A_DISK.size()) {
      disks.add(
          new DiskAxes(
              PLACES.get(row[i]),
              MAPPINGS.get(row[i + 1]),
              SNAPSHOTS.get(row[i + 2]),
              WRITES.get(row[i + 3])));
    }
    return new Combination(
        disks,
        VMS.get(row[REST]),
        PENDING.get(row[REST + 1]),
        ROOTS.get(row[REST + 2]),
        OWNERS.get(row[REST + 3]),
        CONTEXTS.get(row[REST + 4]));
  }
}
