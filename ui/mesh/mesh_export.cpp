#include "ui/mesh/mesh_export.h"

#include "ui/mesh/mesh_painter.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QFileDialog>
#include <QImageWriter>
#include <QPainter>
#include <QPromise>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QThreadPool>

#include <algorithm>
#include <memory>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kMargin = 24;
constexpr double kSharpness = 2; // pixels a logical pixel, as far as the size allows
constexpr double kLongestSide = 12'000;

Status writeWith(const QString &path, const std::function<bool(QSaveFile &)> &write)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !write(file) || !file.commit()) {
        const bool isFull = file.error() == QFileDevice::ResourceError;
        return Error{isFull ? ErrorCode::DiskFull : ErrorCode::Unavailable,
            "write " + path.toStdString() + ": " + file.errorString().toStdString()};
    }
    return Done{};
}

QFuture<Status> onPool(const std::function<Status()> &work)
{
    auto promise = std::make_shared<QPromise<Status>>();
    QFuture<Status> future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace

QImage meshImage(const MeshScene &scene)
{
    const QRectF all = scene.bounds().adjusted(-kMargin, -kMargin, kMargin, kMargin);
    const double scale
        = std::min(kSharpness, kLongestSide / std::max({all.width(), all.height(), 1.0}));
    QImage image((all.size() * scale).toSize(), QImage::Format_RGB32);
    image.fill(theme().palette().background);
    QPainter painter(&image);
    painter.scale(scale, scale);
    painter.translate(-all.topLeft());
    paintMesh(painter, scene, all, std::max(scale, 1.0));
    return image;
}

QByteArray meshSvg(const MeshScene &scene, const QString &title)
{
    const QRectF all = scene.bounds().adjusted(-kMargin, -kMargin, kMargin, kMargin);
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(title);
    generator.setSize(all.size().toSize());
    generator.setViewBox(QRectF({}, all.size()));
    QPainter painter(&generator);
    painter.fillRect(QRectF({}, all.size()), theme().palette().background);
    painter.translate(-all.topLeft());
    paintMesh(painter, scene, all, 1);
    painter.end();
    return buffer.data();
}

QString exportEnding(MeshExport format)
{
    switch (format) {
    case MeshExport::Png:
        return u"png"_s;
    case MeshExport::Svg:
        return u"svg"_s;
    case MeshExport::Dot:
        return u"dot"_s;
    case MeshExport::Json:
        return u"json"_s;
    case MeshExport::Csv:
        return u"csv"_s;
    }
    return {};
}

QFuture<Status> writeImage(const QString &path, const QImage &image)
{
    return onPool([path, image] {
        return writeWith(path, [&image](QSaveFile &file) {
            QImageWriter writer(&file, "png");
            return writer.write(image);
        });
    });
}

QFuture<Status> writeBytes(const QString &path, const QByteArray &bytes)
{
    return onPool([path, bytes] {
        return writeWith(
            path, [&bytes](QSaveFile &file) { return file.write(bytes) == bytes.size(); });
    });
}

void askWhereToSave(QWidget &parent, const QString &title, const QString &fileName,
    const std::function<void(const QString &path)> &chosen)
{
    auto *dialog = new QFileDialog(&parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(fileName.section(u'.', -1));
    dialog->selectFile(fileName);
    QObject::connect(dialog, &QFileDialog::fileSelected, &parent, chosen);
    dialog->setModal(false);
    dialog->show();
}

} // namespace binnacle::ui
