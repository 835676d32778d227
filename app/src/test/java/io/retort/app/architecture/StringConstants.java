package io.retort.app.architecture;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/**
 * The texts that the code of a class works with, from its constant pool (Java Virtual Machine
 * Specification, section 4.4). Values of annotations are not among them.
 */
final class StringConstants {
  private static final int UTF8 = 1;
  private static final int STRING = 8;

  private StringConstants() {}

  static Set<String> of(InputStream classFile) throws IOException {
    DataInputStream in = new DataInputStream(classFile);
    // The magic number and the version.
    in.readLong();
    int size = in.readUnsignedShort();
    String[] texts = new String[size];
    Set<Integer> strings = new TreeSet<>();
    for (int i = 1; i < size; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case UTF8 -> texts[i] = in.readUTF();
        case STRING -> strings.add(in.readUnsignedShort());
        case 7, 16, 19, 20 -> in.readUnsignedShort();
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.readInt();
        case 5, 6 -> {
          in.readLong();
          // Takes two places.
          i++;
        }
        case 15 -> {
          in.readUnsignedByte();
          in.readUnsignedShort();
        }
        default -> throw new IOException("the constant " + i + " has the tag " + tag);
      }
    }
    Set<String> found = new TreeSet<>();
    strings.forEach(index -> found.add(texts[index]));
    return found;
  }
}
