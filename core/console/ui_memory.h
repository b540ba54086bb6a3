#pragma once

#include <QByteArray>
#include <QString>

namespace binnacle::console {

// Where the window remembers its layout: splitters, columns, theme, saved filters. GUI thread.
class UiMemory
{
public:
    virtual ~UiMemory();

    // Empty when nothing was kept under this key.
    virtual QByteArray value(const QString &key) const = 0;
    virtual void setValue(const QString &key, const QByteArray &value) = 0;
};

} // namespace binnacle::console
