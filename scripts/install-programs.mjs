// Installs the programs of system tests; a process of its own, so that npm installs meanwhile.
import { ensureDebianPackages } from './debian-packages.mjs';

ensureDebianPackages();
