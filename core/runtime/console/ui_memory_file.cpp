#include "core/runtime/console/ui_memory_file.h"

namespace binnacle::runtime {

UiMemoryFile::UiMemoryFile(const QString &path)
    : m_file(path.isEmpty() ? nullptr : std::make_unique<QSettings>(path, QSettings::IniFormat))
{
    if (!m_file)
        return;
    const QStringList keys = m_file->allKeys();
    for (const QString &key : keys)
        m_values.insert(key, m_file->value(key).toByteArray());
}

QByteArray UiMemoryFile::value(const QString &key) const
{
    return m_values.value(key);
}

void UiMemoryFile::setValue(const QString &key, const QByteArray &value)
{
    QByteArray &kept = m_values[key];
    if (kept == value)
        return;
    kept = value;
    if (m_file)
        m_file->setValue(key, value); // written behind our back by QSettings
}

} // namespace binnacle::runtime
