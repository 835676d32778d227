package io.retort.teachers;

/** No teacher at all, for strategies in which students teach each other or learn labels alone. */
public record NoTeacherSettings() {}
