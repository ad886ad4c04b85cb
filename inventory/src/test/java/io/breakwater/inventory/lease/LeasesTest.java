package io.breakwater.inventory.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeasesTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final Leases leases = new Leases(TestDatabase.jdbi());
  private final OperationRef first = TestVm.create().operation();
  private final ContextId context = first.context();
  private final OperationId second = new OperationId(UUID.randomUUID().toString());

  @Test
  void keepsTheNumberWhenTheSameOperationTakesItAgain() {
    long number = leases.acquire(context, first.id(), "site-a", LONG);

    assertThat(leases.acquire(context, first.id(), "site-a", LONG)).isEqualTo(number);
  }

  @Test
  void saysWhoHoldsIt() {
    leases.acquire(context, first.id(), "site-a", LONG);

    assertThatThrownBy(() -> leases.acquire(context, second, "site-b", LONG))
        .isInstanceOfSatisfying(
            LeaseHeld.class,
            held -> {
              assertThat(held.operation()).isEqualTo(first.id());
              assertThat(held.installation()).isEqualTo("site-a");
              assertThat(held.expiresAt()).isAfter(java.time.Instant.now().plusSeconds(200));
            });
  }

  @Test
  void goesToTheNextOperationWithAHigherNumberWhenItRanOut() {
    OperationRef dead = held(first, SHORT);
    awaitExpiry();

    long next = leases.acquire(context, second, "site-b", LONG);

    assertThat(next).isGreaterThan(dead.fencing());
    assertThatThrownBy(() -> leases.confirm(dead, LONG))
        .isInstanceOf(LeaseLost.class)
        .hasMessageContaining(second.value());
  }

  @Test
  void canBeConfirmedAfterItRanOutWhileNobodyTookIt() {
    OperationRef holder = held(first, SHORT);
    awaitExpiry();

    leases.confirm(holder, LONG);

    assertThatThrownBy(() -> leases.acquire(context, second, "site-b", LONG))
        .isInstanceOf(LeaseHeld.class);
  }

  @Test
  void neverShortensALeaseByConfirmingIt() {
    OperationRef holder = held(first, LONG);

    leases.confirm(holder, SHORT);

    assertThat(leases.holder(context).orElseThrow().expiresAt())
        .isAfter(java.time.Instant.now().plusSeconds(200));
  }

  @Test
  void isFreeAfterItWasGivenBackAndItsNumberGoesOnGrowing() {
    OperationRef holder = held(first, LONG);

    leases.release(holder);

    assertThat(leases.holder(context)).isEmpty();
    assertThat(leases.acquire(context, second, "site-b", LONG)).isGreaterThan(holder.fencing());
    assertThatThrownBy(() -> leases.confirm(holder, LONG)).isInstanceOf(LeaseLost.class);
  }

  @Test
  void isNotGivenBackByAnOperationThatLostIt() {
    OperationRef dead = held(first, SHORT);
    awaitExpiry();
    leases.acquire(context, second, "site-b", LONG);

    leases.release(dead);

    assertThat(leases.holder(context).orElseThrow().operation()).isEqualTo(second);
  }

  @Test
  void goesToExactlyOneOfManyThatWantItAtTheSameMoment() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    CyclicBarrier start = new CyclicBarrier(6);
    List<Future<Boolean>> attempts =
        IntStream.range(0, 6).mapToObj(n -> threads.submit(() -> acquires(start))).toList();
    int winners = 0;
    for (Future<Boolean> attempt : attempts) {
      winners += attempt.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(winners).isEqualTo(1);
  }

  private boolean acquires(CyclicBarrier start) throws Exception {
    start.await();
    try {
      leases.acquire(context, new OperationId(UUID.randomUUID().toString()), "site", LONG);
      return true;
    } catch (LeaseHeld e) {
      return false;
    }
  }

  private OperationRef held(OperationRef operation, Duration ttl) {
    long number = leases.acquire(context, operation.id(), "site-a", ttl);
    return new OperationRef(operation.id(), context, operation.vmName(), number, 1);
  }

  private void awaitExpiry() {
    await().until(() -> !leases.holder(context).orElseThrow().live());
  }
}
