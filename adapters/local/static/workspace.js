// Where everything begins. Without this file the page works all the same, by links and forms.

import { completeIn } from "./completion.js";
import { writeIn } from "./composer.js";
import { tick } from "./clock.js";
import { manageDialog } from "./dialog.js";
import { sendFormsQuietly } from "./forms.js";
import { listen } from "/static/look/live.js";
import { page, refresh } from "./parts.js";
import { keepCount } from "./unread.js";

for (const form of document.querySelectorAll("form.composer")) {
  completeIn(form);
  writeIn(form);
}
sendFormsQuietly();
manageDialog();
keepCount(refresh);
tick(refresh);
listen(`/api/people/${encodeURIComponent(page.person)}/live`, refresh);
