#pragma once

#include "core/console/ui_memory.h"

#include <QHash>
#include <QSettings>

#include <memory>

namespace binnacle::runtime {

// Layout kept in an INI file of the user's configuration folder, or nowhere at all.
class UiMemoryFile final : public console::UiMemory
{
public:
    // Empty path: remembered only while the program runs (the demo leaves nothing behind).
    explicit UiMemoryFile(const QString &path);

    QByteArray value(const QString &key) const override;
    void setValue(const QString &key, const QByteArray &value) override;

private:
    std::unique_ptr<QSettings> m_file;
    QHash<QString, QByteArray> m_values;
};

} // namespace binnacle::runtime
