export { may, PERMISSIONS, type Permission, type Reach, reach, type Subject } from './may.ts';
export type {
  Access, Actor, Attempt, Audit, AuditAction, AuditEntry, AuditQuery, FirstStart, GuestTicket, Guests, NewPerson, People,
  PeopleRecords, PersonChange, PersonEntry, PersonRecord, PersonRecordChange, Session, SessionRecord, Sessions, SignedIn,
  SoftphoneCredentials, Softphones,
} from './port.ts';
export { type AccessOptions, openAccess } from './open-access.ts';
export type { HashCost } from './passwords/password-hash.ts';
export { makePassword } from './passwords/password-rules.ts';
export { memoryPeople } from './people/memory-people.ts';
export type { AgentFacts, AgentLookup } from './people/person-of.ts';
export { addSamplePeople, type SampleAgent, type SamplePerson } from './people/sample-people.ts';
