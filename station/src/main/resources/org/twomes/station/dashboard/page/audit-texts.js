import { dateTime } from "./formats.js";

export const auditColumns = (locale) => [
  { head: "At", cell: (line) => dateTime(line.at, locale) },
  { head: "Who", cell: (line) => line.who },
  { head: "What", cell: (line) => line.action },
  { head: "On", cell: (line) => line.object },
];
