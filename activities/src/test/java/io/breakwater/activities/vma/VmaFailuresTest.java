package io.breakwater.activities.vma;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.activities.vma.VmaFailures.Verdict;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VmaFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "400, Missing required vCenter credentials, REFUSED",
    "401, Unauthorized, REFUSED",
    "403, Forbidden, REFUSED",
    "404, VM not found: 4205, UNKNOWN_VM",
    "404, 404 page not found, REFUSED",
    "408, Request Timeout, UNAVAILABLE",
    "429, Too many requests, UNAVAILABLE",
    "500, Failed to get VM power state: ServerFaultCode: internal error, VCENTER",
    "500, 'ServerFaultCode: Cannot complete login due to an incorrect user name or password.', "
        + "LOGIN_REFUSED",
    "502, <html>bad gateway</html>, UNAVAILABLE",
    "503, <html>, UNAVAILABLE",
    "504, timeout, UNAVAILABLE",
    "302, , UNAVAILABLE"
  })
  void tellsWhatAnAnswerMeans(int status, String text, Verdict verdict) {
    assertThat(VmaFailures.classify(status, text == null ? "" : text)).isEqualTo(verdict);
  }

  @Test
  void triesAgainOnlyWhatMayPass() {
    assertThat(Verdict.values())
        .filteredOn(Verdict::retryable)
        .containsExactly(Verdict.UNAVAILABLE, Verdict.VCENTER);
  }

  @Test
  void doesNotQuoteWhatAConnectionErrorQuotes() {
    VmaException e =
        VmaFailures.notReached("read", "http://vma/api/v1", new IOException("?password=p4ss"));

    assertThat(e).hasMessageNotContaining("p4ss").hasNoCause();
    assertThat(e.isOutage()).isTrue();
  }
}
