package io.breakwater.plan;

import io.breakwater.plan.Axes.ContextAxis;
import io.breakwater.plan.Axes.DiskAxes;
import io.breakwater.plan.Axes.OwnerAxis;
import io.breakwater.plan.Axes.PendingAxis;
import io.breakwater.plan.Axes.RootAxis;
import io.breakwater.plan.Axes.VmAxis;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The states to explore. */
final class States {
  private static final List<PendingAxis> IN_FLIGHT =
      List.of(PendingAxis.ENDS_WELL, PendingAxis.FAILS);

  private static final List<RootAxis> ROOTS = List.of(RootAxis.values());

  private States() {}

  /** Every combination of every axis for one disk. */
  static void ofOneDisk(Consumer<Combination> visit) {
    for (DiskAxes disk : Axes.diskAxes(true, true)) {
      for (VmAxis vm : VmAxis.values()) {
        for (PendingAxis pending : PendingAxis.values()) {
          everySetting(List.of(disk), vm, pending, visit);
        }
      }
    }
  }

  private static void everySetting(
      List<DiskAxes> disks, VmAxis vm, PendingAxis pending, Consumer<Combination> visit) {
    for (RootAxis root : RootAxis.values()) {
      for (OwnerAxis owner : OwnerAxis.values()) {
        for (ContextAxis context : ContextAxis.values()) {
          Combination state = new Combination(disks, vm, pending, root, owner, context);
          if (state.canExist()) {
            visit.accept(state);
          }
        }
      }
    }
  }

  /**
   * Every combination of both disks' axes, the VM and whether a job is pending; the template ROOT,
   * the owner, the context and how the job ends are drawn for each.
   */
  static void ofTwoDisks(long seed, Consumer<Combination> visit) {
    SplittableRandom random = new SplittableRandom(seed);
    List<DiskAxes> second = Axes.diskAxes(false, false);
    for (DiskAxes os : Axes.diskAxes(true, false)) {
      for (DiskAxes data : second) {
        List<DiskAxes> disks = List.of(os, data);
        for (VmAxis vm : VmAxis.values()) {
          visitOne(disks, vm, PendingAxis.NO, random, visit);
          visitOne(disks, vm, IN_FLIGHT.get(random.nextInt(2)), random, visit);
        }
      }
    }
  }

  private static void visitOne(
      List<DiskAxes> disks,
      VmAxis vm,
      PendingAxis pending,
      SplittableRandom random,
      Consumer<Combination> visit) {
    Combination state = settled(disks, vm, pending, random);
    if (state != null) {
      visit.accept(state);
    }
  }

  /** Draws what the enumeration leaves open; null when nothing fits. */
  static Combination settled(
      List<DiskAxes> disks, VmAxis vm, PendingAxis pending, SplittableRandom random) {
    int rotate = random.nextInt(ROOTS.size());
    OwnerAxis owner = owner(random.nextInt(8));
    ContextAxis context = context(random.nextInt(16));
    for (int i = 0; i < ROOTS.size(); i++) {
      RootAxis root = ROOTS.get((rotate + i) % ROOTS.size());
      Combination state = new Combination(disks, vm, pending, root, owner, context);
      if (state.canExist()) {
        return state;
      }
    }
    return null;
  }

  private static OwnerAxis owner(int draw) {
    if (draw == 0) {
      return OwnerAxis.OLD_SYSTEM;
    }
    return draw < 5 ? OwnerAxis.THIS_OPERATION : OwnerAxis.EARLIER_OPERATION;
  }

  private static ContextAxis context(int draw) {
    if (draw == 0) {
      return ContextAxis.REPLICATING;
    }
    return draw < 11 ? ContextAxis.READY : ContextAxis.FAILED_OVER;
  }
}
