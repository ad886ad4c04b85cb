package io.breakwater.inventory.operation;

import java.util.regex.Pattern;

/** Texts without tool names and device or file paths, which mean nothing to an operator. */
public final class OperatorWords {
  private static final Pattern DEVICE_PATH = Pattern.compile("/dev/[\\w/.:-]+|remote-vm-[\\w-]+");
  private static final Pattern FILE_PATH = Pattern.compile("(?<![\\w:/])/(?:[\\w.-]+/)+[\\w.-]*");
  private static final Pattern TOOLS =
      Pattern.compile("virt-v2v(-in-place)?|virtio(-win)?", Pattern.CASE_INSENSITIVE);

  private OperatorWords() {}

  /** The text in the operator's words; empty when there is none. */
  public static String plain(String text) {
    String plain = text == null ? "" : text;
    plain = DEVICE_PATH.matcher(plain).replaceAll("the disk's device");
    plain = FILE_PATH.matcher(plain).replaceAll("a file on the appliance");
    return TOOLS.matcher(plain).replaceAll("driver preparation");
  }
}
