/** Apache CloudStack: the facade over its API, its errors, and the steps that are its jobs. */
package io.breakwater.activities.cloudstack;
