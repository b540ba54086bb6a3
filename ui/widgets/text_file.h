#pragma once

#include <QByteArray>
#include <QFuture>
#include <QString>

namespace binnacle::ui {

// Files that a person names, read and written off the GUI thread: a disk that sleeps or a share
// that hangs holds nothing up.

// Why it could not be written; empty: it was, whole.
QFuture<QString> writeTextFile(const QString &path, const QByteArray &text);

struct ReadText
{
    QString text;
    qint64 bytes = 0; // of the file, also when it was too long to be read
    QString problem;  // of the disk; empty: none
    bool isTooLong = false;
};
QFuture<ReadText> readTextFile(const QString &path, qint64 longest);

} // namespace binnacle::ui
