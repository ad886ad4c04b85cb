package io.breakwater.e2e.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that a document prints in a block, found without {@link Guide}: after a prompt, or by
 * the program it begins with.
 *
 * @param command in one line, without prompt and trailing comment
 * @param before the text between the heading or the block before and its block
 */
record Printed(String command, String before) {
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:[$#] )?((?:\\./breakwater|\\./mvnw|temporal|curl|docker|systemctl|sudo|openssl|umask|tar"
              + "|GRANT|SELECT|INSERT|UPDATE|DELETE)\\b.*|\\(umask .*)|[$#] (.*)");

  private static final Pattern COMMENT = Pattern.compile(" {2,}#.*");
  private static final String FENCE = "```";
  private static final String INDENT = "    ";

  static List<Printed> in(Path document) throws IOException {
    return new Reader().read(Files.readAllLines(document));
  }

  static String withoutComment(String command) {
    return COMMENT.matcher(command).replaceFirst("");
  }

  private static final class Reader {
    private final List<Printed> found = new ArrayList<>();
    private final StringBuilder before = new StringBuilder();
    private boolean fenced;
    private boolean inBlock;
    private boolean ofCommands;
    private String begun = "";

    List<Printed> read(List<String> lines) {
      lines.forEach(this::take);
      return found;
    }

    private void take(String line) {
      if (line.startsWith(FENCE)) {
        fenced = !fenced;
        enter(fenced);
        String language = line.substring(FENCE.length());
        ofCommands = language.isEmpty() || language.equals("sql");
      } else if (fenced || line.startsWith(INDENT)) {
        enter(true);
        if (!fenced || ofCommands) {
          takeCode(line.strip());
        }
      } else {
        enter(false);
        if (line.startsWith("#")) {
          before.setLength(0);
        }
        before.append(line).append(' ');
      }
    }

    private void enter(boolean block) {
      if (inBlock && !block) {
        before.setLength(0);
      }
      inBlock = block;
    }

    private void takeCode(String line) {
      String whole = begun + line;
      begun = "";
      if (whole.endsWith("\\") && isCommand(whole)) {
        begun = whole.substring(0, whole.length() - 1);
        return;
      }
      Matcher command = COMMAND.matcher(whole);
      if (command.matches()) {
        String text = command.group(1) == null ? command.group(2) : command.group(1);
        found.add(new Printed(withoutComment(text), before.toString()));
      }
    }

    private static boolean isCommand(String line) {
      return COMMAND.matcher(line).matches();
    }
  }
}
