export { type SipOptions, connectSip } from './connect-sip.ts';
export { type DrachtioAddress, parseDrachtioUrl } from './drachtio-url.ts';
export { SIP_LIMITS, type SipLimits } from './limits.ts';
export type {
  DialRequest,
  EndCause,
  IncomingCall,
  Leg,
  Offer,
  OutgoingCall,
  PhoneKind,
  Referral,
  RegistrationChange,
  Sip,
  SipAccount,
  SipCounts,
} from './port.ts';
export type { TrunkAccount } from './dial/trunk.ts';
