#pragma once

#include <QMargins>

class QScrollArea;
class QWidget;

namespace binnacle::ui {

// A form that is taller than its panel: no frame, the panel's background, scrolled up and down
// only. Takes ownership of `content`, which stays at the top.
QScrollArea *newScrollPage(QWidget *content, const QMargins &margins = {});

} // namespace binnacle::ui
