/** Trees, forests, boosted trees and support vector machines, through Tribuo. */
package io.retort.teachers.tribuo;
