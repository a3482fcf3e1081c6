import type { ServerDuplexStream, ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import descriptor, { type IDescriptorProto, type IFileDescriptorProto } from 'protobufjs/ext/descriptor/index.js';

const { FileDescriptorProto } = descriptor;

interface Asked {
  readonly host: string;
  readonly file_by_filename?: string;
  readonly file_containing_symbol?: string;
  readonly list_services?: string;
}

/** A file as it is told: bytes, what it needs, what stands in it. */
interface Told {
  readonly name: string;
  readonly bytes: Buffer;
  readonly needs: readonly string[];
  readonly symbols: ReadonlySet<string>;
}

/** gRPC server reflection for these services; `v1` and `v1alpha` differ by name only. */
export function reflection(services: Readonly<Record<string, ServiceDefinition>>): UntypedServiceImplementation {
  const files = tellable(Object.values(services));
  const whole = (name: string, seen = new Set<string>()): Buffer[] => {
    const file = files.find((one) => one.name === name);
    if (!file || seen.has(name)) return [];
    seen.add(name);
    return [file.bytes, ...file.needs.flatMap((other) => whole(other, seen))];
  };
  const answerTo = (asked: Asked) => {
    if (asked.list_services !== undefined) return { list_services_response: { service: Object.keys(services).map((name) => ({ name })) } };
    const wanted = asked.file_by_filename ?? asked.file_containing_symbol?.replace(/^\./u, '');
    const file = files.find(({ name, symbols }) => (asked.file_by_filename === undefined ? symbols.has(wanted ?? '') : name === wanted));
    if (file) return { file_descriptor_response: { file_descriptor_proto: whole(file.name) } };
    return { error_response: { error_code: status.NOT_FOUND, error_message: `${wanted ?? 'extensions'}: not known here` } };
  };
  return {
    ServerReflectionInfo(call: ServerDuplexStream<Asked, object>) {
      call.on('data', (asked: Asked) => call.write({ valid_host: asked.host, original_request: asked, ...answerTo(asked) }));
      call.on('end', () => call.end());
      call.on('error', () => {});
    },
  };
}

/** The files behind the services, with full type names and what they import: proto-loader leaves both out. */
function tellable(services: readonly ServiceDefinition[]): readonly Told[] {
  const bytes = services.flatMap((service) => Object.values(service).flatMap((one) => (one as { requestType?: { fileDescriptorProtos?: Buffer[] } }).requestType?.fileDescriptorProtos ?? []));
  const files = new Map<string, IFileDescriptorProto>();
  for (const each of bytes) {
    const file = FileDescriptorProto.toObject(FileDescriptorProto.decode(each)) as IFileDescriptorProto;
    files.set(file.package ?? '', file);
  }
  const where = new Map([...files.values()].flatMap((file) => symbolsOf(file).map((symbol): [string, IFileDescriptorProto] => [symbol, file])));
  return [...files.values()].map((file) => {
    const needs = new Set<string>();
    const full = (type: string, scope: string): string => {
      const found = type.startsWith('.') ? type.slice(1) : scopesOf(scope).map((each) => (each === '' ? type : `${each}.${type}`)).find((each) => where.has(each));
      const of = where.get(found ?? '');
      if (of && of !== file) needs.add(nameOf(of));
      return `.${found ?? type}`;
    };
    const messageType = (file.messageType ?? []).map((message) => qualified(message, file.package ?? '', full));
    const told: IFileDescriptorProto = { ...file, name: nameOf(file), messageType, dependency: [] };
    for (const { method = [] } of file.service ?? []) for (const one of method) [one.inputType, one.outputType].forEach((type) => full(type ?? '', file.package ?? ''));
    told.dependency = [...needs];
    return { name: nameOf(file), bytes: Buffer.from(FileDescriptorProto.encode(FileDescriptorProto.fromObject(told)).finish()), needs: [...needs], symbols: new Set(symbolsOf(file)) };
  });
}

/** proto-loader makes names up. Ours are by package; Google's are known to clients by their own. */
const nameOf = ({ package: name = '', messageType }: IFileDescriptorProto) =>
  name === 'google.protobuf' ? `google/protobuf/${messageType?.[0]?.name?.toLowerCase() ?? 'any'}.proto` : `${name.replaceAll('.', '/')}.proto`;

/** `a.b.c`, `a.b`, `a`, and the top. */
function scopesOf(scope: string): readonly string[] {
  const parts = scope.split('.');
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('.')), ''];
}

function qualified(message: IDescriptorProto, scope: string, full: (type: string, scope: string) => string): IDescriptorProto {
  const inside = `${scope}.${message.name ?? ''}`;
  return {
    ...message,
    field: (message.field ?? []).map((field) => (field.typeName ? { ...field, typeName: full(field.typeName, inside) } : field)),
    // protobufjs counts the last one in, a descriptor does not.
    reservedRange: (message.reservedRange ?? []).map(({ start, end }) => ({ start, end: (end ?? 0) + 1 })),
    nestedType: (message.nestedType ?? []).map((nested) => qualified(nested, inside, full)),
  };
}

function symbolsOf({ package: top = '', messageType = [], enumType = [], service = [] }: IFileDescriptorProto): readonly string[] {
  const inMessage = (message: IDescriptorProto, scope: string): string[] => {
    const name = `${scope}.${message.name ?? ''}`;
    return [name, ...(message.enumType ?? []).map((one) => `${name}.${one.name ?? ''}`), ...(message.nestedType ?? []).flatMap((one) => inMessage(one, name))];
  };
  const services = service.flatMap((one) => [`${top}.${one.name ?? ''}`, ...(one.method ?? []).map((method) => `${top}.${one.name ?? ''}.${method.name ?? ''}`)]);
  return [...messageType.flatMap((message) => inMessage(message, top)), ...enumType.map((one) => `${top}.${one.name ?? ''}`), ...services];
}
