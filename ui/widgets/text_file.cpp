#include "ui/widgets/text_file.h"

#include <QFile>
#include <QPromise>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>
#include <memory>

namespace binnacle::ui {

namespace {

template<typename Answer, typename Work>
QFuture<Answer> offThread(Work work)
{
    const auto promise = std::make_shared<QPromise<Answer>>();
    QFuture<Answer> future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace

QFuture<QString> writeTextFile(const QString &path, const QByteArray &text)
{
    return offThread<QString>([path, text] {
        QSaveFile file(path);
        const bool isWritten
            = file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
        return isWritten ? QString() : file.errorString();
    });
}

QFuture<ReadText> readTextFile(const QString &path, qint64 longest)
{
    return offThread<ReadText>([path, longest] {
        QFile file(path);
        ReadText read;
        if (!file.open(QIODevice::ReadOnly)) {
            read.problem = file.errorString();
            return read;
        }
        // A device has no size: what it gives is counted.
        const QByteArray bytes = file.read(longest + 1);
        read.bytes = std::max(file.size(), static_cast<qint64>(bytes.size()));
        read.isTooLong = bytes.size() > longest;
        if (file.error() != QFileDevice::NoError)
            read.problem = file.errorString();
        else if (!read.isTooLong)
            read.text = QString::fromUtf8(bytes);
        return read;
    });
}

} // namespace binnacle::ui
