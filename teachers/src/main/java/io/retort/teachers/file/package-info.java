/** What teachers from model files have in common. */
package io.retort.teachers.file;
