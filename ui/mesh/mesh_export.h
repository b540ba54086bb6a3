#pragma once

#include "core/base/result.h"
#include "ui/mesh/mesh_scene.h"
#include "ui/mesh/mesh_toolbar.h"

#include <QByteArray>
#include <QFuture>
#include <QImage>
#include <QString>

#include <functional>

class QWidget;

namespace binnacle::ui {

// The whole picture, whatever part of it is in view. GUI thread: painting asks the theme.
QImage meshImage(const MeshScene &scene);
QByteArray meshSvg(const MeshScene &scene, const QString &title);

// "png"
QString exportEnding(MeshExport format);

// Encode and write off the GUI thread; a file of that name is replaced whole or not at all.
QFuture<Status> writeImage(const QString &path, const QImage &image);
QFuture<Status> writeBytes(const QString &path, const QByteArray &bytes);

// Asks for a file without blocking.
void askWhereToSave(QWidget &parent, const QString &title, const QString &fileName,
    const std::function<void(const QString &path)> &chosen);

} // namespace binnacle::ui
