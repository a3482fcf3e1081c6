import { Alert, Button, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useStore } from '../../../parts/store.ts';
import type { Device, DeviceUse } from '../../../softphone/devices.ts';
import { chooseDevice, devices, lookForDevices } from '../../../softphone/devices.ts';
import type { MicrophoneProblem } from '../../../softphone/microphone.ts';
import { NoMicrophone, openMicrophone, stopTracks } from '../../../softphone/microphone.ts';
import { retryMicrophone, streams } from '../../../softphone/phone.ts';
import { tryDevice } from '../../../softphone/ring.ts';
import { applyOutput } from '../../../softphone/speaker.ts';
import { phoneMessages } from '../phone-messages.ts';
import { LevelMeter } from './level-meter.tsx';

const PRESET = '';

/** Microphone, speaker and ringer with their levels; a change counts at once, also in mid-call. */
export function DeviceDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText(phoneMessages);
  const { input, inputs } = useStore(devices);
  const { stream, problem } = useTrial(input);
  const microphoneChosen = (): void => {
    if (streams().microphone !== undefined) void retryMicrophone();
  };
  return (
    <Modal open title={text('devicesTitle')} onCancel={onClose} footer={<Button type="primary" onClick={onClose}>{text('close')}</Button>}>
      <div className="devices">
        {problem !== undefined && <Alert type="warning" showIcon={false} title={text(problem)} />}
        <Choice use="input" list={inputs} onChosen={microphoneChosen} />
        <LevelMeter stream={stream} label={text('inputLevel')} />
        <Output use="output" inCall={streams().speaker} onChosen={() => void applyOutput()} />
        <p className="quiet">{text('outputDuringCall')}</p>
        <Output use="ringer" />
        {!CAN_CHOOSE_OUTPUT && <p className="quiet">{text('outputFixed')}</p>}
      </div>
    </Modal>
  );
}

const CAN_CHOOSE_OUTPUT = typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;

function Choice({ use, list, disabled = false, onChosen }: { readonly use: DeviceUse; readonly list: readonly Device[]; readonly disabled?: boolean; readonly onChosen?: (() => void) | undefined }): ReactNode {
  const text = useText(phoneMessages);
  const chosen = useStore(devices)[use];
  const options = [
    { value: PRESET, label: text('preset') },
    ...list.filter(({ id }) => id !== 'default').map(({ id, label }, index) => ({ value: id, label: label || `${index + 1}` })),
  ];
  return (
    <>
      <label htmlFor={`device-${use}`}>{text(use)}</label>
      <Select id={`device-${use}`} disabled={disabled} value={list.some(({ id }) => id === chosen) ? (chosen ?? PRESET) : PRESET} options={options} onChange={(id) => {
        chooseDevice(use, id);
        onChosen?.();
      }} />
    </>
  );
}

/** A device that sounds, with a button to hear it; its meter shows the call, too. */
function Output({ use, inCall, onChosen }: { readonly use: 'output' | 'ringer'; readonly inCall?: MediaStream | undefined; readonly onChosen?: () => void }): ReactNode {
  const text = useText(phoneMessages);
  const { outputs, [use]: device } = useStore(devices);
  const [trial, begin] = useState<{ readonly stream: MediaStream; stop(): void }>();
  useEffect(() => () => trial?.stop(), [trial]);
  return (
    <>
      <Choice use={use} list={outputs} disabled={!CAN_CHOOSE_OUTPUT} onChosen={onChosen} />
      <div className="try-device">
        <LevelMeter stream={trial?.stream ?? inCall} label={text(use === 'output' ? 'outputLevel' : 'ringerLevel')} />
        <Button size="small" aria-label={text(use === 'output' ? 'tryOutput' : 'tryRinger')} disabled={trial !== undefined} onClick={() => begin(tryDevice(device, () => begin(undefined)))}>{text('try')}</Button>
      </div>
    </>
  );
}

/** Opens the chosen microphone while the dialog is shown. */
function useTrial(input: string | undefined): { readonly stream: MediaStream | undefined; readonly problem: MicrophoneProblem | undefined } {
  const [stream, setStream] = useState<MediaStream>();
  const [problem, setProblem] = useState<MicrophoneProblem>();
  useEffect(() => {
    let left = false;
    let own: MediaStream | undefined;
    openMicrophone(input)
      .then((opened) => {
        own = opened;
        if (left) return stopTracks(opened);
        setStream(opened);
        setProblem(undefined);
        return lookForDevices();
      })
      .catch((error: unknown) => setProblem(error instanceof NoMicrophone ? error.problem : 'unknown'));
    return () => {
      left = true;
      stopTracks(own);
    };
  }, [input]);
  return { stream, problem };
}
