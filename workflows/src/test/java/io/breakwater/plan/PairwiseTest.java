package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PairwiseTest {
  private static final int[] SIZES = {5, 4, 3, 3, 2};

  @Test
  void putsEveryPairOfValuesIntoSomeRow() {
    List<int[]> rows = Pairwise.rows(SIZES, row -> true, 1);

    assertThat(pairs(rows)).hasSize(113);
    assertThat(rows).hasSizeLessThan(40);
  }

  @Test
  void leavesOutOnlyThePairsThatCannotStandTogether() {
    Predicate<int[]> noFirstWithSecond = row -> row[0] != 1 || row[1] != 2;

    List<int[]> rows = Pairwise.rows(SIZES, noFirstWithSecond, 1);

    assertThat(rows).allMatch(noFirstWithSecond);
    assertThat(pairs(rows)).hasSize(112).doesNotContain("0=1,1=2");
  }

  private static Set<String> pairs(List<int[]> rows) {
    Set<String> pairs = new HashSet<>();
    for (int[] row : rows) {
      for (int a = 0; a < row.length; a++) {
        for (int b = a + 1; b < row.length; b++) {
          pairs.add(a + "=" + row[a] + "," + b + "=" + row[b]);
        }
      }
    }
    return pairs;
  }
}
