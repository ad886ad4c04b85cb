package io.breakwater.activities.cloudstack;

import java.time.Duration;

/**
 * How patient we are with a CloudStack.
 *
 * @param connect until the TCP connection stands
 * @param read until the answer is there; a management server without its database answers after 30
 *     s
 * @param tick how often pending jobs are asked for
 * @param poll how often objects are looked at where no job tells
 * @param grace how long the effect of a call whose answer was lost is looked for before the call is
 *     made again
 * @param provisioned until a deployed VM lists its ROOT volume
 */
public record CloudStackTimings(
    Duration connect,
    Duration read,
    Duration tick,
    Duration poll,
    Duration grace,
    Duration provisioned) {

  /** Of the longest that a database lets a request wait for a lock: InnoDB's 50 s, and some. */
  private static final int DEPLOY_GRACES = 9;

  /**
   * The grace of a deploy, counted from its call: a second call may make a second VM, so the first
   * one is given the time that CloudStack's database may keep it waiting (90 s by default, 40 s of
   * which the call itself may have taken). Should it take effect later still, CloudStack 4.22
   * answers the later of the two with 431, because both ask for the same name in the same network.
   */
  Duration deployGrace() {
    return grace.multipliedBy(DEPLOY_GRACES);
  }

  public static CloudStackTimings defaults() {
    return new CloudStackTimings(
        Duration.ofSeconds(5),
        Duration.ofSeconds(35),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60));
  }
}
