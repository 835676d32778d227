package io.retort.runtime.plugin;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class file says that it needs, read from its constant pool alone (Java Virtual Machine
 * Specification, section 4.4).
 *
 * @param major the version of the format: 61 is Java 17
 * @param classes the names of the classes that it mentions, with slashes
 * @param members the fields and methods that it uses
 */
record ClassFile(int major, List<String> classes, List<Member> members) {
  private static final int MAGIC = 0xCAFEBABE;

  /**
   * A field or method of a class.
   *
   * @param owner its class, with slashes
   * @param descriptor its type as class files write it
   */
  record Member(String owner, String name, String descriptor) {
    boolean isMethod() {
      return descriptor.startsWith("(");
    }
  }

  /**
   * Reads a class file.
   *
   * @throws IOException if it is none
   */
  static ClassFile read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    if (in.readInt() != MAGIC) {
      throw new IOException("no class file");
    }
    in.readUnsignedShort();
    int major = in.readUnsignedShort();
    Pool pool = Pool.read(in);
    List<String> classes = new ArrayList<>();
    List<Member> members = new ArrayList<>();
    for (int i = 1; i < pool.tags.length; i++) {
      if (pool.tags[i] == Pool.CLASS) {
        classes.add(pool.text(pool.first[i]));
      } else if (pool.tags[i] >= Pool.FIELD && pool.tags[i] <= Pool.INTERFACE_METHOD) {
        int type = pool.second[i];
        members.add(
            new Member(
                pool.text(pool.first(pool.first[i])),
                pool.text(pool.first(type)),
                pool.text(pool.second(type))));
      }
    }
    return new ClassFile(major, classes, members);
  }

  /** The constants that refer to classes and members; the others are skipped. */
  private static final class Pool {
    static final int TEXT = 1;
    static final int CLASS = 7;
    static final int FIELD = 9;
    static final int INTERFACE_METHOD = 11;

    final int[] tags;
    final int[] first;
    final int[] second;
    final String[] texts;

    private Pool(int size) {
      tags = new int[size];
      first = new int[size];
      second = new int[size];
      texts = new String[size];
    }

    static Pool read(DataInputStream in) throws IOException {
      Pool pool = new Pool(in.readUnsignedShort());
      for (int i = 1; i < pool.tags.length; i++) {
        int tag = in.readUnsignedByte();
        pool.tags[i] = tag;
        switch (tag) {
          case TEXT -> pool.texts[i] = in.readUTF();
          case 3, 4 -> in.readInt();
          case 5, 6 -> {
            in.readLong();
            // Takes two places.
            i++;
          }
          case CLASS, 8, 16, 19, 20 -> pool.first[i] = in.readUnsignedShort();
          case FIELD, 10, INTERFACE_METHOD, 12, 17, 18 -> {
            pool.first[i] = in.readUnsignedShort();
            pool.second[i] = in.readUnsignedShort();
          }
          case 15 -> {
            in.readUnsignedByte();
            in.readUnsignedShort();
          }
          default -> throw new IOException("the constant " + i + " has the tag " + tag);
        }
      }
      return pool;
    }

    int first(int index) throws IOException {
      return first[checked(index)];
    }

    int second(int index) throws IOException {
      return second[checked(index)];
    }

    String text(int index) throws IOException {
      String text = texts[checked(index)];
      if (text == null) {
        throw new IOException("the constant " + index + " is not text");
      }
      return text;
    }

    private int checked(int index) throws IOException {
      if (index <= 0 || index >= tags.length) {
        throw new IOException("there is no constant " + index);
      }
      return index;
    }
  }
}
