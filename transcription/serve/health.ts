import { type ServerUnaryCall, type ServerWritableStream, type UntypedServiceImplementation, type sendUnaryData, Metadata, status } from '@grpc/grpc-js';
import type { RecogniserHouse } from './recogniser-house.ts';

interface Asked {
  readonly service: string;
}
interface Answer {
  readonly status: 'SERVING' | 'NOT_SERVING' | 'SERVICE_UNKNOWN';
}

/** grpc.health.v1: not serving while it drains. `services` are the names that may be asked for, besides the whole. */
export function health(house: RecogniserHouse, services: readonly string[]): UntypedServiceImplementation {
  const now = ({ service }: Asked): Answer['status'] => {
    if (service !== '' && !services.includes(service)) return 'SERVICE_UNKNOWN';
    return house.draining ? 'NOT_SERVING' : 'SERVING';
  };
  return {
    Check(call: ServerUnaryCall<Asked, Answer>, answer: sendUnaryData<Answer>) {
      const state = now(call.request);
      if (state !== 'SERVICE_UNKNOWN') return answer(null, { status: state });
      answer({ code: status.NOT_FOUND, details: `there is no service ${call.request.service}`, metadata: new Metadata() });
    },
    Watch(call: ServerWritableStream<Asked, Answer>) {
      let told: Answer['status'] | undefined;
      const tell = () => {
        const state = now(call.request);
        if (state !== told) call.write({ status: state });
        told = state;
      };
      tell();
      const off = house.changed.on(tell);
      const stop = () => {
        off();
        forget();
      };
      const forget = house.scope.onEnd(() => {
        off();
        call.end();
      });
      call.on('cancelled', stop);
    },
  };
}
