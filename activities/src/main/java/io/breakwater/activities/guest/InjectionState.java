package io.breakwater.activities.guest;

/** Where a run of the injector stands. */
public sealed interface InjectionState {

  /** Something of it still runs, or is about to. */
  record Alive() implements InjectionState {}

  /** It ended by itself. */
  record Exited(int code) implements InjectionState {}

  /**
   * It is gone without an exit code: ended from outside, or with the host.
   *
   * @param why for people
   */
  record Died(String why) implements InjectionState {}

  /** No such run is recorded here. */
  record Unknown() implements InjectionState {}
}
