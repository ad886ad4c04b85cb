package io.breakwater.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Rows over several axes such that every pair of values of two axes that can stand together stands
 * together in some row.
 */
final class Pairwise {
  private static final int TRIES = 60;

  private record Pair(int axisA, int valueA, int axisB, int valueB) {}

  private final int[] sizes;
  private final Predicate<int[]> canExist;
  private final SplittableRandom random;

  private Pairwise(int[] sizes, Predicate<int[]> canExist, long seed) {
    this.sizes = sizes;
    this.canExist = canExist;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Makes the rows, greedily: each new row is the one of many drawn that covers most of what is
   * left, built around a pair that is left.
   *
   * @param sizes how many values each axis has
   * @param canExist whether a whole row is free of contradictions
   */
  static List<int[]> rows(int[] sizes, Predicate<int[]> canExist, long seed) {
    Pairwise maker = new Pairwise(sizes, canExist, seed);
    Set<Pair> open = maker.allPairs();
    List<int[]> rows = new ArrayList<>();
    while (!open.isEmpty()) {
      Pair around = open.iterator().next();
      int[] best = maker.bestRow(around, open);
      open.remove(around); // a pair that no row can hold is contradictory
      if (best != null) {
        open.removeAll(pairsOf(best));
        rows.add(best);
      }
    }
    return rows;
  }

  private Set<Pair> allPairs() {
    Set<Pair> pairs = new HashSet<>();
    for (int a = 0; a < sizes.length; a++) {
      for (int b = a + 1; b < sizes.length; b++) {
        for (int i = 0; i < sizes[a]; i++) {
          for (int j = 0; j < sizes[b]; j++) {
            pairs.add(new Pair(a, i, b, j));
          }
        }
      }
    }
    return pairs;
  }

  private int[] bestRow(Pair around, Set<Pair> open) {
    int[] best = null;
    long mostCovered = -1;
    int found = 0;
    for (int i = 0; found < TRIES && i < 200 * TRIES; i++) {
      int[] row = draw(around);
      if (canExist.test(row)) {
        found++;
        long covered = pairsOf(row).stream().filter(open::contains).count();
        if (covered > mostCovered) {
          mostCovered = covered;
          best = row;
        }
      }
    }
    return best;
  }

  private int[] draw(Pair around) {
    int[] row = new int[sizes.length];
    for (int axis = 0; axis < sizes.length; axis++) {
      row[axis] = random.nextInt(sizes[axis]);
    }
    row[around.axisA()] = around.valueA();
    row[around.axisB()] = around.valueB();
    return row;
  }

  private static Set<Pair> pairsOf(int[] row) {
    Set<Pair> pairs = new HashSet<>();
    for (int a = 0; a < row.length; a++) {
      for (int b = a + 1; b < row.length; b++) {
        pairs.add(new Pair(a, row[a], b, row[b]));
      }
    }
    return pairs;
  }
}
