package io.breakwater.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorContractTest extends Contract {

  private static final String FOLDER = "06-errors";
  private static final String A = "e0d33837-a4f8-4941-a84d-c76f6d5aae2a";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy-bad-hostname",
        "deploy-unknown-network",
        "deploy-unknown-serviceoffering",
        "deploy-unknown-template",
        "empty-parameter",
        "malformed-job",
        "malformed-uuid",
        "missing-parameter",
        "page-without-pagesize",
        "pagesize-too-big",
        "unknown-command",
        "unknown-extra-parameter",
        "unknown-job",
        "unknown-uuid-listVirtualMachines",
        "unknown-uuid-vm-start",
        "unknown-uuid-volume-attach",
      })
  void answersAsRecorded(String file) {
    replay().play(FOLDER, file);
  }

  @Test
  void readsAnOddBooleanAsFalse() {
    String vm = vm("dr-vm-a", "dr vm a", true);
    stop(vm);

    replay().bind(A, vm).play(FOLDER, "bad-boolean");
  }

  @Test
  void takesOneJobIdAtATime() {
    replay().play("07-jobs", "queryAsyncJobResult-two-ids-comma", "listAsyncJobs-after");
  }

  @Test
  void takesParametersInAFormToo() {
    ApiClient.Answer answer = api().post("listZones", Map.of());

    assertThat(answer.status()).isEqualTo(200);
    JsonNode recorded = Recording.load(FOLDER + "/post-form").answer();
    assertThat(Shape.differences(recorded, answer.json())).isEmpty();
  }

  @Test
  void answersInXmlUnlessAskedForJson() {
    String unsigned = api().raw("command=listZones").body();

    assertThat(unsigned)
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><listzonesresponse cloud-stack-")
        .endsWith("and/or request signature</errortext></listzonesresponse>");
  }

  @Test
  void refusesAWrongSignature() {
    refused("wrong-signature", api().signedWith("listZones", "wrong-secret"));
  }

  @Test
  void refusesAnUnknownKey() {
    refused("unknown-apikey", api().signed("listZones", Map.of(), "no-such-key", "secret"));
  }

  @Test
  void refusesARequestWithoutASignature() {
    refused("no-auth", "command=listZones&response=json");
    refused("no-command", "response=json");
  }

  @Test
  void refusesAnExpiredSignature() {
    refused(
        "signature-v3-without-expires", api().signed("listZones", Map.of("signatureVersion", "3")));
    refused("expired-signature", version3(Instant.now().minusSeconds(60)));
  }

  @Test
  void takesASignatureThatHasNotExpired() {
    assertThat(api().raw(version3(Instant.now().plusSeconds(600))).status()).isEqualTo(200);
  }

  private String version3(Instant expires) {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ").withZone(ZoneOffset.UTC);
    return api()
        .signed("listZones", Map.of("signatureVersion", "3", "expires", format.format(expires)));
  }

  private void refused(String file, String query) {
    ApiClient.Answer answer = api().raw(query);

    JsonNode recorded = Recording.load(FOLDER + "/" + file).answer();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json()).isEqualTo(recorded);
  }
}
