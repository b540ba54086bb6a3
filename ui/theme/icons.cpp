#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QColor colorFor(QIcon::Mode mode, QIcon::State state)
{
    const Palette &colors = theme().palette();
    if (mode == QIcon::Disabled)
        return colors.muted;
    return state == QIcon::On ? colors.accent : colors.text;
}

class SvgIconEngine final : public QIconEngine
{
public:
    explicit SvgIconEngine(QString name)
        : m_name(std::move(name))
    {}

    void paint(QPainter *painter, const QRect &box, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
        painter->drawPixmap(box, iconPixmap(m_name, colorFor(mode, state), box.size(), ratio));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    // `size` is in device pixels here.
    QPixmap scaledPixmap(
        const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        QPixmap result = iconPixmap(m_name, colorFor(mode, state), size, 1.0);
        result.setDevicePixelRatio(scale);
        return result;
    }

    QIconEngine *clone() const override { return new SvgIconEngine(m_name); }

private:
    QString m_name;
};

} // namespace

QIcon icon(const QString &name)
{
    return QIcon(new SvgIconEngine(name));
}

QPixmap iconPixmap(const QString &name, const QColor &color, QSize size, qreal pixelRatio)
{
    const QSize pixels = (QSizeF(size) * pixelRatio).toSize();
    const QString key = u"icon/%1/%2/%3x%4"_s.arg(name, color.name(QColor::HexArgb))
                            .arg(pixels.width())
                            .arg(pixels.height());
    QPixmap result;
    if (!QPixmapCache::find(key, &result)) {
        QFile file(u":/icons/"_s + name + u".svg"_s);
        if (!file.open(QIODevice::ReadOnly)) {
            qWarning("no icon is named %s", qUtf8Printable(name));
            return {};
        }
        QSvgRenderer svg(file.readAll().replace("currentColor", color.name().toLatin1()));
        result = QPixmap(pixels);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        svg.render(&painter);
        painter.end();
        QPixmapCache::insert(key, result);
    }
    result.setDevicePixelRatio(pixelRatio);
    return result;
}

} // namespace binnacle::ui
