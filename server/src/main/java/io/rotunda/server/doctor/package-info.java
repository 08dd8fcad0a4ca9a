/// `scripts/doctor`: goes to a deployment the way a browser does, and says what is wrong and how to mend it. Start with
/// [DoctorCommand], which has the list of what is looked at.
@NullMarked
package io.rotunda.server.doctor;

import org.jspecify.annotations.NullMarked;
