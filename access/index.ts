export { may, PERMISSIONS, type Permission, type Reach, reach, type Subject } from './may.ts';
export type {
  Access, Actor, Attempt, Audit, AuditAction, AuditEntry, AuditQuery, FirstStart, GuestTicket, Guests, NewPerson, People,
  PeopleRecords, PersonChange, PersonEntry, PersonRecord, PersonRecordChange, Session, SessionRecord, Sessions, SignedIn,
  SoftphoneCredentials, Softphones,
} from './port.ts';
