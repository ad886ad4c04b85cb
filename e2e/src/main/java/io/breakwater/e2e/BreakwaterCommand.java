package io.breakwater.e2e;

import io.breakwater.e2e.bench.BenchCommand;
import io.breakwater.e2e.demo.DemoCommand;
import io.breakwater.e2e.sweep.SweepCommand;
import io.breakwater.e2e.up.UpCommand;
import io.breakwater.simulator.embedded.EmbeddedServerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of {@code ./breakwater}. */
@Command(
    name = "breakwater",
    description = "Durable VM failover for Apache CloudStack.",
    mixinStandardHelpOptions = true,
    subcommands = {DemoCommand.class, UpCommand.class, SweepCommand.class, BenchCommand.class})
public final class BreakwaterCommand implements Runnable {
  private static final int USAGE = 64;

  private BreakwaterCommand() {}

  public static void main(String[] args) {
    // Worker and gateway lie on the same class path with a configuration of their own.
    System.setProperty("logback.configurationFile", "breakwater-logback.xml");
    CommandLine commands = new CommandLine(new BreakwaterCommand());
    commands.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          line.getErr().println("breakwater: " + oneLine(e));
          return 1;
        });
    System.exit(commands.execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.err);
    System.exit(USAGE);
  }

  /** What went wrong, for a person; the stack trace helps nobody at a terminal. */
  private static String oneLine(Exception e) {
    if (e instanceof EmbeddedServerException || e.getCause() == null) {
      return e.getMessage() == null ? e.toString() : e.getMessage();
    }
    return e.getMessage() + " (" + e.getCause().getMessage() + ")";
  }
}
