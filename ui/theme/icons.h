#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

class QColor;
class QSize;

namespace binnacle::ui {

// An icon of resources/icons by its file name without ending, drawn in the theme's text colour and
// redrawn when the theme or the device pixel ratio changes.
QIcon icon(const QString &name);

// The same drawing in one colour, for painters. `size` is in device independent pixels.
QPixmap iconPixmap(const QString &name, const QColor &color, QSize size, qreal pixelRatio);

} // namespace binnacle::ui
