package io.breakwater.inventory.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.inventory.credential.CredentialsUnavailable.Reason;
import io.breakwater.vm.ContextId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final String PLAIN = "TEMP_PLAINTEXT_";

  private final String host = "vc-" + UUID.randomUUID();
  private final TestVm vm = TestVm.in(TestDatabase.jdbi(), "vm-" + UUID.randomUUID(), host);
  private final Credentials credentials = new Credentials(TestDatabase.jdbi(), key(KEY));

  @Test
  void takesTheRowThatTheContextNames() {
    row(host, "default-user", PLAIN + "p1", true, true);
    vm.set("credential_id", row(host, "own-user", PLAIN + "p2", true, false));

    assertThat(credentials.of(vm.context()))
        .isEqualTo(new VCenterCredentials(host, "own-user", "p2", "DC1"));
  }

  @Test
  void takesTheActiveRowOfTheSameVCenterElse() {
    row(host, "inactive-user", PLAIN + "p1", false, true);
    row(host.toUpperCase(Locale.ROOT), "active-user", PLAIN + "p2", true, false);

    assertThat(credentials.of(vm.context()).username()).isEqualTo("active-user");
  }

  @Test
  void passesOverAnOwnRowThatWasSwitchedOff() {
    vm.set("credential_id", row(host, "own-user", PLAIN + "p1", false, false));
    row(host, "active-user", PLAIN + "p2", true, false);

    assertThat(credentials.of(vm.context()).username()).isEqualTo("active-user");
  }

  @Test
  void neverTakesTheDefaultOfAnotherVCenter() {
    row("other-" + host, "default-user", PLAIN + "p1", true, true);

    assertThat(refusal().reason()).isEqualTo(Reason.NO_ROW);
    assertThat(refusal()).hasMessageContaining(host).hasMessageContaining(vm.context().value());
  }

  @Test
  void refusesAnOwnRowThatIsForAnotherVCenter() {
    vm.set("credential_id", row("other-" + host, "own-user", PLAIN + "p1", true, false));
    row(host, "active-user", PLAIN + "p2", true, false);

    assertThat(refusal().reason()).isEqualTo(Reason.OTHER_VCENTER);
  }

  @Test
  void decryptsWhatTheOldSystemEncrypted() throws Exception {
    row(host, "user", seal(KEY, "pass wörd"), true, false);

    assertThat(credentials.of(vm.context()).password()).isEqualTo("pass wörd");
  }

  @Test
  void opensWhatGoSealed() {
    // crypto/cipher's Seal(nonce, nonce, password, nil) with twelve times 0x07 for the nonce.
    String sealed = "BwcHBwcHBwcHBwcHxOOEdC/lh5U/qA1julmcrBuDezwE3z+Fk1w=";

    assertThat(key(KEY).decrypt(sealed, "the row")).isEqualTo("pass wörd");
  }

  @Test
  void saysThatTheKeyIsMissing() throws Exception {
    row(host, "user", seal(KEY, "secret"), true, false);
    Credentials keyless = new Credentials(TestDatabase.jdbi(), CredentialKey.of(" "));

    assertThatThrownBy(() -> keyless.of(vm.context()))
        .isInstanceOf(CredentialsUnavailable.class)
        .hasMessageContaining(CredentialKey.VARIABLE)
        .hasMessageContaining(host);
  }

  @Test
  void saysThatTheKeyIsTheWrongOne() throws Exception {
    String sealed =
        seal("another-key-another-key-another!".getBytes(StandardCharsets.US_ASCII), "secret");
    row(host, "user", sealed, true, false);

    assertThat(refusal().reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(refusal())
        .hasMessageNotContaining(sealed)
        .hasMessageContaining("cannot be decrypted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TEMP_PLAINTEXT_", "no base64 at all!", "c2hvcnQ="})
  void refusesWhatIsNoPassword(String stored) {
    row(host, "user", stored, true, false);

    assertThat(refusal().reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(refusal()).hasMessageNotContaining("no base64");
  }

  @Test
  void saysThatThereIsNoSuchContext() {
    assertThatThrownBy(() -> credentials.of(new ContextId("ctx-none")))
        .isInstanceOf(CredentialsUnavailable.class)
        .hasMessageContaining("ctx-none");
  }

  @Test
  void showsNeitherPasswordNorKey() {
    assertThat(new VCenterCredentials(host, "user", "p4ss", "DC1").toString())
        .contains(host, "user")
        .doesNotContain("p4ss");
    assertThat(key(KEY).toString()).isEqualTo("CredentialKey[set]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2hvcnQ=", "not-base64!"})
  void refusesAMalformedKeyWithoutQuotingIt(String malformed) {
    assertThatThrownBy(() -> CredentialKey.of(malformed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(CredentialKey.VARIABLE)
        .hasMessageNotContaining(malformed);
  }

  private CredentialsUnavailable refusal() {
    return catchThrowableOfType(CredentialsUnavailable.class, () -> credentials.of(vm.context()));
  }

  private static CredentialKey key(byte[] bytes) {
    return CredentialKey.of(Base64.getEncoder().encodeToString(bytes));
  }

  /** As the old system's Go code seals: the nonce, then what GCM makes. */
  private static String seal(byte[] key, String password) throws GeneralSecurityException {
    byte[] nonce = new byte[12];
    Arrays.fill(nonce, (byte) 7);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    sealed.writeBytes(nonce);
    sealed.writeBytes(cipher.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    return Base64.getEncoder().encodeToString(sealed.toByteArray());
  }

  private long row(String vcenter, String user, String password, boolean active, boolean standard) {
    return TestDatabase.jdbi()
        .withHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO vmware_credentials (credential_name, vcenter_host, username,"
                            + " password_encrypted, datacenter, is_active, is_default)"
                            + " VALUES (?, ?, ?, ?, 'DC1', ?, ?)")
                    .bind(0, UUID.randomUUID().toString())
                    .bind(1, vcenter)
                    .bind(2, user)
                    .bind(3, password)
                    .bind(4, active)
                    .bind(5, standard)
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one());
  }
}
