import { memoryPeople } from '#access';
import { peopleContract } from './people.ts';

peopleContract('memory', async () => memoryPeople());
